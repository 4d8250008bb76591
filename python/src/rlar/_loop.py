"""One background event loop and one HTTP session for a whole process.

Trainers call from everywhere: threads, event loops that live for one step, Ray workers, forked children. All of them
share this loop, so that connections stay open and the bound on concurrency holds for the process. A forked child
starts its own on first use.
"""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import os
import selectors
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import aiohttp

Result = TypeVar("Result")


class Loop:
    """A daemon thread that runs an event loop, with the session that belongs to it."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._selector = selectors.DefaultSelector()
        self._loop = asyncio.SelectorEventLoop(self._selector)
        self._session: aiohttp.ClientSession | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="rlar", daemon=True)
        self._thread.start()

    def submit(self, work: Coroutine[Any, Any, Result]) -> concurrent.futures.Future[Result]:
        if threading.current_thread() is self._thread:
            work.close()
            raise RuntimeError("a hook of the rlar client must not call the client")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def session(self) -> aiohttp.ClientSession:
        """To be called on the loop. No proxy of the environment is used, and no redirect followed."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=4.0)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=False)
        return self._session

    def abandon(self) -> None:
        """In a forked child. The parent's epoll is one object in both: whatever the child took out of it while freeing
        sockets, the parent would wait for in vain. So the child closes its handle before anything is freed.
        """
        self._selector.close()

    def close(self) -> None:
        async def end() -> None:
            if self._session is not None:
                await self._session.close()

        try:
            self.submit(end()).result(timeout=1)
        except Exception:
            pass
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=1)


_lock = threading.Lock()
_shared: Loop | None = None
_inherited: list[Loop] = []


def shared_loop() -> Loop:
    """The loop of this process."""
    global _shared
    with _lock:
        if _shared is None or _shared.pid != os.getpid():
            _shared = Loop()
        return _shared


def _forget() -> None:
    """In a forked child: the parent's thread is not here, its sockets must not be used, its lock may be held."""
    global _lock, _shared
    _lock = threading.Lock()
    if _shared is not None:
        _shared.abandon()
        _inherited.append(_shared)
    _shared = None


def _end() -> None:
    if _shared is not None and _shared.pid == os.getpid():
        _shared.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
atexit.register(_end)
