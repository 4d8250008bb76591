"""What the trainers' functions share: samples into groups, rewards back in order, and what stands for a missing one."""

from __future__ import annotations

import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rlar._columns import messages_without_media
from rlar._json import encode, plain
from rlar._settings import OnMissing
from rlar.client import AsyncClient, Client
from rlar.errors import NoReward, Refused
from rlar.reward import Reward

_log = logging.getLogger("rlar")
_lock = threading.Lock()
_client: Client | None = None
_async_client: AsyncClient | None = None
#: What this process's trainer functions saw: ``scored``, ``unscored``, ``failed``, and ``replaced`` by a chosen number.
_counts: Counter[str] = Counter()
#: Columns that a warning has named as no part of the query: each is named once a process.
_named: set[str] = set()
#: Codes that say the call is wrong, not the sample.
_WRONG_CALL = ("RLAR_INVALID_GROUP", "RLAR_INVALID_REQUEST")


def _after_fork() -> None:
    """A thread of the parent may have held the lock, and no thread of the child would ever give it back."""
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


@dataclass(frozen=True)
class Sample:
    """One response with its query, both in JSON's types but for the response."""

    query: Mapping[str, Any]
    #: A text, or a list of messages.
    response: Any
    truncated: bool = False
    #: What belongs to this sample alone: ``extra_info``, and ``columns``, the other columns of its row.
    meta: Mapping[str, Any] = field(default_factory=dict)


def counts() -> dict[str, int]:
    """How many samples of this process were scored, unscored, failed, and replaced by the chosen number."""
    return dict(_counts)


def shared_client() -> Client:
    """The client of the process's trainer functions, made of the environment on first use."""
    global _client
    with _lock:
        if _client is None:
            _client = Client()
        return _client


def shared_async_client() -> AsyncClient:
    """As :func:`shared_client`, to await."""
    global _async_client
    with _lock:
        if _async_client is None:
            _async_client = AsyncClient()
        return _async_client


def gather(samples: Sequence[Sample]) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
    """Rows with ``responses``, samples of one query together; and for each sample its row and its place there."""
    rows: list[dict[str, Any]] = []
    members: list[list[Sample]] = []
    known: dict[bytes, int] = {}
    places: list[tuple[int, int]] = []
    for index, sample in enumerate(samples):
        row = known.setdefault(encode(sample.query), len(rows))
        if row == len(rows):
            rows.append({**sample.query, "responses": []})
            members.append([])
        members[row].append(sample)
        places.append((row, len(rows[row]["responses"])))
        rows[row]["responses"].append(_response(sample, index))
    for row_of_group, samples_of_group in zip(rows, members, strict=True):
        _put_meta(row_of_group, samples_of_group)
    return rows, places


def _put_meta(row: dict[str, Any], samples: Sequence[Sample]) -> None:
    """Beside the query where all samples have the same, else beside each response."""
    first = samples[0].meta
    if all(sample.meta == first for sample in samples):
        row.update(first)
        return
    row["responses"] = [
        {**_as_object(response), **sample.meta} if sample.meta else response
        for response, sample in zip(row["responses"], samples, strict=True)
    ]


def _as_object(response: Any) -> dict[str, Any]:
    if isinstance(response, dict):
        return response
    return {"steps": response} if isinstance(response, list) else {"text": response}


def _response(sample: Sample, index: int) -> Any:
    content = plain(messages_without_media(sample.response), f"completions[{index}]")
    if isinstance(content, list) and len(content) == 1 and _is_plain_answer(content[0]):
        content = content[0]["content"]
    if isinstance(content, list):
        return {"steps": content, "finish_reason": "length"} if sample.truncated else content
    return {"text": content, "finish_reason": "length"} if sample.truncated else content


def _is_plain_answer(message: Any) -> bool:
    """One assistant's message without calls is a text, no trajectory."""
    return (
        isinstance(message, Mapping)
        and message.get("role") == "assistant"
        and isinstance(message.get("content"), str)
        and not message.get("tool_calls")
    )


def score(samples: Sequence[Sample], step: int | None = None, client: Client | None = None) -> list[Reward]:
    """One reward per sample, in order. Raises as :meth:`Client.rewards` does, and Refused where every row is wrong."""
    if not samples:
        return []
    rows, places = gather(samples)
    return _spread((client or shared_client()).rewards(rows, step=step), places)


async def score_async(samples: Sequence[Sample], step: int | None = None) -> list[Reward]:
    """As :func:`score`."""
    if not samples:
        return []
    rows, places = gather(samples)
    return _spread(await shared_async_client().rewards(rows, step=step), places)


def _spread(groups: list[list[Reward]], places: Sequence[tuple[int, int]]) -> list[Reward]:
    rewards = [groups[row][place] for row, place in places]
    if all(reward.code in _WRONG_CALL for reward in rewards):
        raise Refused(400, str(rewards[0].code), rewards[0].why())
    with _lock:
        _counts.update(reward.status for reward in rewards)
    return rewards


def numbers(
    rewards: Sequence[Reward], policy: OnMissing, unsent: Callable[[], Sequence[str]] = tuple
) -> list[float | None]:
    """The rewards as the trainer gets them.

    Under ``none`` a rollout to which a shape gave no weight in the update has None as well: it is left out.

    :param unsent: gives the columns that are no part of the query; a warning of missing rewards names each of them once
    :raises NoReward: under ``raise``, where one has no reward
    """
    missing = [reward for reward in rewards if reward.reward is None and reward.worth is None]
    if missing and policy == "raise":
        raise NoReward(missing[0], len(missing), len(rewards))
    if missing:
        chosen = {"none": "None", "neutral": "the mean of its group"}.get(str(policy), f"the chosen {policy}")
        with _lock:
            names = [name for name in unsent() if name not in _named]
            _named.update(names)
        _log.warning(
            "%d of %d rollouts have no reward, %s stands for it; %s%s",
            len(missing),
            len(rewards),
            chosen,
            missing[0].why(),
            f"; columns that are no part of the query: {', '.join(names)}" if names else "",
        )
    if policy == "none":
        return [
            None if reward.weight == 0 else reward.worth if reward.reward is None else reward.reward
            for reward in rewards
        ]
    if missing:
        with _lock:
            _counts["replaced"] += len(missing)
    return [_stand_in(reward, policy) if reward.reward is None else reward.reward for reward in rewards]



def slot_numbers(rewards: Sequence[Reward], slot: str) -> list[float | None]:
    """One component as a trainer that weighs or normalises components gets it: None where no tool filled the slot.

    :raises ValueError: where the server has normalised the components itself: doing it twice takes away what GDPO keeps
    """
    if any("gdpo" in reward.shapes for reward in rewards):
        raise ValueError(
            f"the run has the shape gdpo, and rlar_{slot} is a component for a trainer that does the same: "
            "take the shape out of the run's settings, or use the whole reward without normalisation in the trainer"
        )
    return [reward.slots[slot] if reward.scored and reward.weight > 0 else None for reward in rewards]


def _stand_in(reward: Reward, policy: OnMissing) -> float:
    if reward.worth is not None:
        return reward.worth
    if policy == "neutral":
        return 0.0 if reward.neutral is None else reward.neutral
    return float(policy)
