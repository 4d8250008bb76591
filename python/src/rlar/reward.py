"""One reward as the server answered it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

#: The fixed places of a reward: all of them are always there.
SLOTS = ("correctness", "quality", "format", "efficiency", "safety")


@dataclass(frozen=True)
class Reward:
    """One number or none, and everything needed to see why."""

    id: str
    #: None exactly where ``status`` is not ``scored``.
    reward: float | None
    status: Literal["scored", "unscored", "failed"]
    #: Which sort of task the query is; None is "don't know".
    kind: str | None
    #: One value per slot, None where nothing filled it.
    slots: Mapping[str, float | None]
    flags: tuple[str, ...]
    #: One sentence where there is no reward.
    reason: str | None
    #: ``RLAR_...`` where something broke.
    code: str | None
    #: Whether trying again may help.
    retryable: bool
    #: The key in the server's ledger, for ``rlar explain``.
    record: str | None
    #: Where there is no number: the mean of what its group has earned so far; None where nothing, and beside a number.
    neutral: float | None
    #: The item as sent, with assignment and results.
    raw: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def scored(self) -> bool:
        return self.reward is not None

    def why(self) -> str:
        """One line for a person: what happened to this rollout."""
        said = self.reason or ("scored" if self.scored else "no reason given")
        code = f"{self.code}: " if self.code else ""
        return f"{self.status} ({self.kind or 'kind not known'}): {code}{said} [record {self.record or self.id}]"


def reward_of(item: Mapping[str, Any]) -> Reward:
    """Reads one item of a reply. A number without ``scored``, or the reverse, is a broken server and raises."""
    status = item["status"]
    number = item.get("reward")
    if (status == "scored") != isinstance(number, (int, float)) or isinstance(number, bool):
        raise ValueError(f"a reply with status {status!r} and reward {number!r}")
    error = item.get("error") or {}
    slots = item.get("slots") or {}
    return Reward(
        id=str(item.get("id", "")),
        reward=None if number is None else float(number),
        status=status,
        kind=item.get("kind"),
        slots={name: slots.get(name) for name in SLOTS},
        flags=tuple(item.get("flags") or ()),
        reason=item.get("reason") or error.get("message"),
        code=error.get("code"),
        retryable=bool(error.get("retryable", False)),
        record=item.get("record"),
        neutral=None if number is not None or item.get("neutral") is None else float(item["neutral"]),
        raw=item,
    )
