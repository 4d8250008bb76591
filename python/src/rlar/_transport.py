"""One request with its retries: the only place that talks to the network."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp

from rlar import _retry
from rlar._loop import Loop
from rlar._settings import Settings
from rlar.errors import Refused, Unreachable


@dataclass(frozen=True)
class Event:
    """What a client is doing, for a progress display or a log."""

    kind: Literal["retry", "reply"]
    #: The try that ended, from 1.
    attempt: int
    #: Seconds since the first try of this request.
    seconds: float
    #: ``retry``: what happened, and the seconds until the next try.
    cause: str | None = None
    pause: float = 0.0


#: Runs on the client's own thread: it must not call the client, and should be quick.
Hook = Callable[[Event], None]
_log = logging.getLogger("rlar")


class Transport:
    """Bound to one loop: its semaphore lives there."""

    def __init__(self, loop: Loop, settings: Settings, hook: Hook | None) -> None:
        self.loop = loop
        self._settings = settings
        self._hook = hook
        self._slots: asyncio.Semaphore | None = None

    async def call(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        """The status and the JSON of the first answer that a retry would not better.

        The clock starts with the first attempt, not while waiting for a place among ``concurrency``.

        :raises Unreachable: at the deadline
        :raises Refused: for an answer that is not JSON
        """
        if self._slots is None:
            self._slots = asyncio.Semaphore(self._settings.concurrency)
        started: float | None = None
        attempt = 0
        while True:
            attempt += 1
            retry_after = None
            async with self._slots:
                started = time.monotonic() if started is None else started
                left = self._settings.deadline_seconds - (time.monotonic() - started)
                seconds = max(0.001, min(self._settings.attempt_seconds, left))
                try:
                    status, text, retry_after = await self._try(method, path, body, seconds)
                    reply = _json(status, text)
                    error = reply.get("error") if isinstance(reply, Mapping) else None
                    if not _retry.helps(status, error if isinstance(error, Mapping) else None):
                        if reply is None:
                            raise Refused(
                                status, "RLAR_CLIENT_NOT_JSON", f"{self._settings.url} answered {text[:80]!r}"
                            )
                        self._tell(Event("reply", attempt, time.monotonic() - started))
                        return status, reply
                    cause = f"HTTP {status}: {_message(error) or text[:200]}"
                except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, asyncio.TimeoutError) as thrown:
                    cause = str(thrown) or (
                        "no answer in time" if isinstance(thrown, asyncio.TimeoutError) else type(thrown).__name__
                    )
            spent = time.monotonic() - started
            wait = _retry.pause(attempt, retry_after)
            if spent + wait >= self._settings.deadline_seconds:
                raise Unreachable(
                    f"{self._settings.url} gave no answer in {spent:.1f} s and {attempt} tries, the last: {cause}. "
                    "Is it running? `python -m rlar serve` starts one, in a checkout `npm run rlar -- serve`. "
                    "RLAR_DEADLINE_SECONDS says how long to go on."
                )
            self._tell(Event("retry", attempt, spent, cause, wait))
            await asyncio.sleep(wait)

    async def _try(self, method: str, path: str, body: bytes | None, seconds: float) -> tuple[int, str, str | None]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._settings.token:
            headers["Authorization"] = f"Bearer {self._settings.token}"
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=min(seconds, 10.0))
        async with self.loop.session().request(
            method, self._settings.url + path, data=body, headers=headers, timeout=timeout, allow_redirects=False
        ) as reply:
            return reply.status, (await reply.read()).decode("utf-8", "replace"), reply.headers.get("Retry-After")

    def _tell(self, event: Event) -> None:
        if self._hook is None:
            return
        try:
            self._hook(event)
        except Exception:
            _log.exception("the on_event hook failed; the request goes on")


def _json(status: int, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _message(error: Any) -> str | None:
    return f"{error.get('code')}: {error.get('message')}" if isinstance(error, Mapping) else None
