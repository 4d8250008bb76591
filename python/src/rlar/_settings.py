"""Where the server is and how it is called: arguments first, then the environment, then the defaults."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from typing import Literal, Union
from urllib.parse import urlsplit

#: What stands where a rollout has no reward: an exception, ``None``, a number that the user chose, or ``neutral``: the mean
#: of what the rollouts of its group earned, which moves no gradient, and 0 for all of them where none earned anything.
OnMissing = Union[Literal["raise", "none", "neutral"], float]


@dataclass(frozen=True)
class Settings:
    """How the server is called. ``token`` is left out of ``repr``."""

    #: ``RLAR_URL``.
    url: str = "http://127.0.0.1:8421"
    #: ``RLAR_TOKEN``.
    token: str | None = field(default=None, repr=False)
    #: ``RLAR_RUN``: rewards of one run are made by one library snapshot, and one query has one reward function in it.
    run: str | None = None
    #: ``RLAR_DEADLINE_SECONDS``: how long one request may take, retries included, counted from its first attempt.
    deadline_seconds: float = 300.0
    #: ``RLAR_ATTEMPT_SECONDS``: how long one attempt may take. The server joins a repeated request to running work.
    attempt_seconds: float = 120.0
    #: ``RLAR_CONCURRENCY``: requests under way at once, of one client.
    concurrency: int = 64
    #: ``RLAR_BATCH``: rollouts in one request; a group is never cut.
    batch: int = 256

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"RLAR_URL must be http://HOST:PORT or https://HOST:PORT, got {self.url!r}")
        if parts.username or parts.password:
            raise ValueError("RLAR_URL must not carry a password: put the token into RLAR_TOKEN")
        for name in ("deadline_seconds", "attempt_seconds", "concurrency", "batch"):
            value = getattr(self, name)
            if not (value > 0 and math.isfinite(value)):
                raise ValueError(f"{name} must be a positive number, got {value!r}")


def settings(
    url: str | None = None,
    token: str | None = None,
    run: str | None = None,
    deadline_seconds: float | None = None,
    attempt_seconds: float | None = None,
    concurrency: int | None = None,
    batch: int | None = None,
) -> Settings:
    """Arguments that are None come from the environment. Raises ValueError."""
    plain = Settings()
    return Settings(
        url=(url or os.environ.get("RLAR_URL") or plain.url).rstrip("/"),
        token=token or os.environ.get("RLAR_TOKEN") or None,
        run=run or os.environ.get("RLAR_RUN") or None,
        deadline_seconds=deadline_seconds or _number("RLAR_DEADLINE_SECONDS", plain.deadline_seconds),
        attempt_seconds=attempt_seconds or _number("RLAR_ATTEMPT_SECONDS", plain.attempt_seconds),
        concurrency=concurrency or int(_number("RLAR_CONCURRENCY", plain.concurrency)),
        batch=batch or int(_number("RLAR_BATCH", plain.batch)),
    )


def on_missing(chosen: OnMissing | None, default: OnMissing) -> OnMissing:
    """The argument, else ``RLAR_ON_MISSING`` (``raise``, ``none``, ``neutral`` or a number), else what the trainer's contract has."""
    value: object = chosen if chosen is not None else os.environ.get("RLAR_ON_MISSING") or default
    if value == "raise":
        return "raise"
    if value == "none":
        return "none"
    if value == "neutral":
        return "neutral"
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"on_missing is 'raise', 'none', 'neutral' or a finite number, got {value!r}")
    return number


def stored_policy() -> str | float | None:
    """``RLAR_ON_MISSING`` as the server keeps it with the run; None where it is not set."""
    if not os.environ.get("RLAR_ON_MISSING"):
        return None
    policy = on_missing(None, "raise")
    return "error" if policy == "raise" else policy


def _number(name: str, default: float) -> float:
    text = os.environ.get(name)
    if not text:
        return default
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{name} must be a number, got {text!r}") from None
