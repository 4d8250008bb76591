"""Groups on their way: how many rollouts a row has, requests of a bounded size, items back to their groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rlar.reward import Reward

Row = Mapping[str, Any]


def rollouts_of(row: Row) -> int:
    """How many rewards the server answers for a row (docs/input.md)."""
    if row.get("chosen") is not None and row.get("rejected") is not None:
        return 2
    for name in ("responses", "completions"):
        many = row.get(name)
        if isinstance(many, Sequence) and not isinstance(many, str):
            return len(many)
    return 1


#: A request's groups are at most this long, where there is more than one; the server takes 64 MiB unless told otherwise.
MOST_BYTES = 16 * 1024 * 1024


def chunks(rows: Sequence[Row], sizes: Sequence[int], most: int) -> Iterator[list[int]]:
    """Indexes of rows for one request each: at most ``most`` rollouts and MOST_BYTES, but a group is never cut."""
    chunk: list[int] = []
    rollouts = length = 0
    for index, (row, size) in enumerate(zip(rows, sizes, strict=True)):
        count = rollouts_of(row)
        if chunk and (rollouts + count > most or length + size > MOST_BYTES):
            yield chunk
            chunk, rollouts, length = [], 0, 0
        chunk.append(index)
        rollouts += count
        length += size
    if chunk:
        yield chunk


def by_group(rows: Sequence[Row], items: Sequence[Reward]) -> list[list[Reward]]:
    """Items in order as one list a group. A group that could not be read has one item, which then stands for all of it.

    :raises ValueError: where the counts do not fit
    """
    counts = [rollouts_of(row) for row in rows]
    groups: list[list[Reward]] = []
    at = 0
    exact = sum(counts) == len(items)
    for count in counts:
        unread = not exact and at < len(items) and items[at].code == "RLAR_INVALID_GROUP"
        groups.append([items[at]] * count if unread else list(items[at : at + count]))
        at += 1 if unread else count
    if at != len(items) or any(len(group) != count for group, count in zip(groups, counts, strict=True)):
        raise ValueError(f"the server answered {len(items)} rewards for {sum(counts)} rollouts")
    return groups
