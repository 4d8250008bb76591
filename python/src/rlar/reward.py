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
    #: Where there is no number because of the response itself: what the run declared that to be worth; else None.
    worth: float | None
    #: The item as sent, with assignment and results.
    raw: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def scored(self) -> bool:
        return self.reward is not None

    @property
    def step_rewards(self) -> tuple[float, ...] | None:
        """One number a step of the trajectory, where a shape of the run makes them. See :mod:`rlar.turns`."""
        numbers = self.raw.get("step_rewards")
        return None if numbers is None else tuple(float(number) for number in numbers)

    @property
    def step_weights(self) -> tuple[float, ...] | None:
        """One weight a step, 0 where it is not to be trained on, where a shape of the run says so."""
        numbers = self.raw.get("step_weights")
        return None if numbers is None else tuple(float(number) for number in numbers)

    @property
    def weight(self) -> float:
        """Share of the update that the rollout is meant to have: 1 unless a shape of the run says less."""
        return float(self.raw.get("weight", 1.0))

    @property
    def task_value(self) -> float | None:
        """How much its query can teach now, from 0 to 1, where the run has the shape ``audit``."""
        value = (self.raw.get("shaped") or {}).get("task_value")
        return None if value is None else float(value)

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that made the number, in order; those that the group was left unchanged by are not among them."""
        steps = (self.raw.get("shaped") or {}).get("steps") or ()
        return tuple(str(step["shape"]) for step in steps if "reward" in step)

    def why(self) -> str:
        """One line for a person: what happened to this rollout, and what each tool saw."""
        said = self.reason or (f"reward {self.reward:g}" if self.reward is not None else "no reason given")
        code = f"{self.code}: " if self.code else ""
        seen = "".join(f"; {_seen(result)}" for result in self.raw.get("results") or ())
        return f"{self.status} ({self.kind or 'kind not known'}): {code}{said}{seen} [record {self.record or self.id}]"


def _seen(result: Mapping[str, Any]) -> str:
    """A tool with its value and its evidence, cut to a line."""
    value = result.get("value")
    said = result.get("status") if value is None else f"{value:g}"
    evidence = ", ".join(f"{name} {str(seen)[:60]}" for name, seen in (result.get("evidence") or {}).items())
    return f"{result.get('tool')}: {said}" + (f" ({evidence[:200]})" if evidence else "")


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
        worth=None if number is not None or item.get("worth") is None else float(item["worth"]),
        raw=item,
    )
