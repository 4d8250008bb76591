"""What can go wrong, one class a cause. No number ever comes out of any of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rlar.reward import Reward


#: What lets a run over a mixed set of tasks go on.
GO_ON = (
    "(RLAR_ON_MISSING=neutral goes on: such a rollout gets the mean of its group, which moves no gradient; "
    "docs/trainers/no-reward.md)"
)


class RlarError(Exception):
    """Base of everything that this package raises."""


class Unsendable(RlarError, ValueError):
    """A value has no JSON form: NaN, Infinity, bytes, an object. The message says where it stands."""


class Unreachable(RlarError):
    """The server did not answer until the deadline, retries included."""


class Refused(RlarError):
    """The server refused the request: ``code`` is a row of rlar's error table, ``status`` the HTTP status."""

    def __init__(self, status: int, code: str, message: str, remedy: str | None = None) -> None:
        super().__init__(f"{code} (HTTP {status}): {message}" + (f" {remedy}" if remedy else ""))
        self.status = status
        self.code = code


class NoReward(RlarError):
    """A rollout has no valid reward, and the caller asked for an exception. ``reward`` says why."""

    def __init__(self, reward: Reward, count: int = 1, total: int = 1) -> None:
        of = f"{count} of {total} rollouts have no reward; the first: " if total > 1 else ""
        super().__init__(f"{of}{reward.why()} {GO_ON}")
        self.reward = reward
