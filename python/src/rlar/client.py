"""The clients: one that waits, one to await. Both use the process's one session, and may be shared by threads and forks."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from rlar import _groups, _retry
from rlar._groups import Row
from rlar._json import encode, plain
from rlar._loop import shared_loop
from rlar._settings import Settings, settings, stored_policy
from rlar._transport import Hook, Transport
from rlar.errors import Refused
from rlar.reward import Reward, reward_of

Result = TypeVar("Result")
_log = logging.getLogger("rlar")
#: Called with the rollouts done and all of them, after every request of a call, on the client's own thread.
Progress = Callable[[int, int], None]

#: How often a group is sent again because a part of it failed in a way that may pass.
_ITEM_TRIES = 3


class _Core:
    def __init__(self, *, on_event: Hook | None = None, **given: Any) -> None:
        self.settings: Settings = settings(**given)
        self._on_event = on_event
        self._transport: Transport | None = None
        self._pid = -1

    def __getstate__(self) -> dict[str, Any]:
        """Ray and multiprocessing send a client as its settings; connections are made anew where it arrives."""
        return {**self.__dict__, "_transport": None, "_pid": -1}

    def _start(self, make: Callable[[Transport], Coroutine[Any, Any, Result]]) -> concurrent.futures.Future[Result]:
        if self._transport is None or self._pid != os.getpid():
            self._transport, self._pid = Transport(shared_loop(), self.settings, self._on_event), os.getpid()
        return self._transport.loop.submit(make(self._transport))

    def _rewards(
        self,
        groups: Sequence[Row],
        run: str | None,
        step: int | None,
        epoch: float | None,
        policy: str | None,
        on_progress: Progress | None,
    ) -> Callable[[Transport], Coroutine[Any, Any, list[list[Reward]]]]:
        if isinstance(groups, (Mapping, str, bytes)) or not all(isinstance(row, Mapping) for row in groups):
            raise TypeError("rewards takes a list of rows, each a mapping with a query and its responses")
        rows = [plain(row, f"groups[{index}]") for index, row in enumerate(groups)]
        given = {
            "run": run or self.settings.run,
            "step": step,
            "epoch": epoch,
            "policy": policy,
            "no_reward": stored_policy(),
        }
        context = {name: plain(value, name) for name, value in given.items() if value is not None}
        bodies = [encode(row) for row in rows]

        async def work(transport: Transport) -> list[list[Reward]]:
            answers: list[list[Reward]] = [[] for _ in rows]
            total = sum(_groups.rollouts_of(row) for row in rows)
            done = 0

            async def one(indexes: list[int]) -> None:
                nonlocal done
                part = await _score(transport, context, [rows[i] for i in indexes], [bodies[i] for i in indexes])
                for index, rewards in zip(indexes, part, strict=True):
                    answers[index] = rewards
                    done += len(rewards)
                _tell(on_progress, done, total)

            sizes = [len(body) for body in bodies]
            parts = [asyncio.ensure_future(one(part)) for part in _groups.chunks(rows, sizes, self.settings.batch)]
            try:
                await asyncio.gather(*parts)
            finally:
                for part in parts:
                    part.cancel()
            return answers

        return work


def _tell(on_progress: Progress | None, done: int, total: int) -> None:
    if on_progress is None:
        return
    try:
        on_progress(done, total)
    except Exception:
        _log.exception("the on_progress hook failed; the call goes on")


async def _score(
    transport: Transport, context: Mapping[str, Any], rows: list[Row], bodies: list[bytes]
) -> list[list[Reward]]:
    """One request. A group with a failure that may pass is sent again as a whole, a few times only."""
    answers = await _post(transport, context, rows, bodies)
    for attempt in range(1, _ITEM_TRIES):
        again = [i for i, rewards in enumerate(answers) if any(reward.retryable for reward in rewards)]
        if not again:
            break
        await asyncio.sleep(_retry.pause(attempt))
        better = await _post(transport, context, [rows[i] for i in again], [bodies[i] for i in again])
        for index, rewards in zip(again, better, strict=True):
            answers[index] = rewards
    return answers


async def _post(
    transport: Transport, context: Mapping[str, Any], rows: list[Row], bodies: list[bytes]
) -> list[list[Reward]]:
    begin = encode(context)[:-1] + (b"," if context else b"")
    body = begin + b'"groups":[' + b",".join(bodies) + b"]}"
    status, reply = await transport.call("POST", "/v1/rewards", body)
    _log_warnings(reply)
    return _groups.by_group(rows, [reward_of(item) for item in _items(status, reply)])


def _log_warnings(reply: Any) -> None:
    """What the server found in the rows and says once a run, such as columns that it does not read."""
    warnings = reply.get("warnings") if isinstance(reply, Mapping) else None
    for line in warnings if isinstance(warnings, list) else ():
        _log.warning("%s", line)


def _items(status: int, reply: Any) -> list[Any]:
    items = reply.get("items") if isinstance(reply, Mapping) else None
    if isinstance(items, list):
        return items
    error = reply.get("error") if isinstance(reply, Mapping) else None
    body = error if isinstance(error, Mapping) else {}
    code = str(body.get("code", "RLAR_CLIENT_BAD_REPLY"))
    raise Refused(
        status, code, str(body.get("message", f"an answer without items: {reply!r:.200}")), body.get("remedy")
    )


async def _get(transport: Transport, path: str) -> Mapping[str, Any]:
    status, reply = await transport.call("GET", path)
    if status == 200 and isinstance(reply, Mapping):
        return reply
    _items(status, {"error": reply.get("error") if isinstance(reply, Mapping) else None})
    raise AssertionError("not reached")


class Client(_Core):
    """Calls that wait. Safe to share between threads, to fork and to pickle."""

    def rewards(
        self,
        groups: Sequence[Row],
        *,
        run: str | None = None,
        step: int | None = None,
        epoch: float | None = None,
        policy: str | None = None,
        on_progress: Progress | None = None,
    ) -> list[list[Reward]]:
        """Scores groups: rows with a query and its ``responses``, fields as in docs/input.md.

        :returns: by group, one reward per rollout, in order; those that failed are among them
        :raises Unsendable: before anything is sent
        :raises Unreachable: at the deadline
        :raises Refused: where the request as a whole was refused
        """
        return self._wait(self._rewards(groups, run, step, epoch, policy, on_progress))

    def reward(self, row: Row, *, run: str | None = None, step: int | None = None) -> Reward:
        """Scores one query with one response."""
        return self.rewards([row], run=run, step=step)[0][0]

    def ready(self) -> Mapping[str, Any]:
        """``{status, snapshot}`` once the server is ready; waits for it until the deadline."""
        return self._wait(lambda transport: _get(transport, "/readyz"))

    def tools(self) -> Mapping[str, Any]:
        """``{snapshot, tools}``: the cards of the library. Asks for the token, where ``ready`` does not."""
        return self._wait(lambda transport: _get(transport, "/v1/tools"))

    def run_metrics(self, run: str, *, by: str = "all", after: int | None = None) -> list[Mapping[str, Any]]:
        """The metrics of a run, one mapping ``{run, step, part?, metrics}`` a step, or a step and kind or tool.

        :param by: ``all``, ``kind`` or ``tool``
        :param after: only the steps after this one
        """
        asked = {"run": run, "by": by, **({} if after is None else {"after": str(after)})}
        reply = self._wait(lambda transport: _get(transport, f"/v1/run-metrics?{urlencode(asked)}"))
        return list(reply["lines"])

    def _wait(self, make: Callable[[Transport], Coroutine[Any, Any, Result]]) -> Result:
        future = self._start(make)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise


class AsyncClient(_Core):
    """The same, to await, from any event loop."""

    async def rewards(
        self,
        groups: Sequence[Row],
        *,
        run: str | None = None,
        step: int | None = None,
        epoch: float | None = None,
        policy: str | None = None,
        on_progress: Progress | None = None,
    ) -> list[list[Reward]]:
        """As :meth:`Client.rewards`."""
        work = self._rewards(groups, run, step, epoch, policy, on_progress)
        return await asyncio.wrap_future(self._start(work))

    async def reward(self, row: Row, *, run: str | None = None, step: int | None = None) -> Reward:
        """As :meth:`Client.reward`."""
        return (await self.rewards([row], run=run, step=step))[0][0]

    async def ready(self) -> Mapping[str, Any]:
        """As :meth:`Client.ready`."""
        return await asyncio.wrap_future(self._start(lambda transport: _get(transport, "/readyz")))

    async def tools(self) -> Mapping[str, Any]:
        """As :meth:`Client.tools`."""
        return await asyncio.wrap_future(self._start(lambda transport: _get(transport, "/v1/tools")))
