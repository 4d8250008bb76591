"""A real ``rlar serve`` on a free port, and a server made of scripted answers for what a real one does not do on demand."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator

import pytest
from aiohttp import web
from installed import installed  # noqa: F401
from real_server import Server

import rlar
from rlar import _samples, areal


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("home")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def _mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("mortal")).start()
    yield running
    running.stop()


@pytest.fixture
def own_server(_mortal: Server) -> Server:
    """One to kill and start again; every test leaves it running."""
    _mortal.wait()
    return _mortal


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Points the trainers' functions at a server: they read the environment once."""

    def point(url: str, **environment: str) -> None:
        monkeypatch.setenv("RLAR_URL", url)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(_samples, "_client", None)
        monkeypatch.setattr(_samples, "_async_client", None)
        monkeypatch.setattr(areal, "_client", None)

    for name in ("RLAR_TOKEN", "RLAR_RUN", "RLAR_ON_MISSING", "RLAR_DEADLINE_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    yield point


class Scripted:
    """Answers each request with the next of ``answers``; the last one stays. An answer is a status, a body, headers."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, object, dict[str, str]]] = []
        self.bodies: list[bytes] = []
        self.delay = 0.0
        self.most_at_once = 0
        self._now = 0
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self.url = ""

        async def run() -> None:
            app = web.Application(client_max_size=1 << 28)
            app.router.add_route("*", "/{path:.*}", self._answer)
            self._runner = runner = web.AppRunner(app, shutdown_timeout=0.1)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            started.set()

        def main() -> None:
            asyncio.set_event_loop(self._loop)
            self._loop.create_task(run())
            self._loop.run_forever()

        threading.Thread(target=main, daemon=True).start()
        assert started.wait(10)

    async def _answer(self, request: web.Request) -> web.Response:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            body = await request.read()
            self.bodies.append(body)
            if self.delay:
                await asyncio.sleep(self.delay)
            status, reply, headers = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if callable(reply):
                reply = reply(json.loads(body))
            text = reply if isinstance(reply, str) else json.dumps(reply)
            return web.Response(status=status, text=text, content_type="application/json", headers=headers)
        finally:
            self._now -= 1

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)


def item(reward: float | None = 1.0, **fields: object) -> dict[str, object]:
    """One item of a reply as the server writes it."""
    slots = dict.fromkeys(rlar.SLOTS)
    if reward is not None:
        slots["correctness"] = reward
    status = "scored" if reward is not None else "unscored"
    return {
        "id": "0",
        "record": None,
        "reward": reward,
        "status": status,
        "kind": None,
        "slots": slots,
        "flags": [],
        **fields,
    }


def answer_all(body: dict[str, object]) -> dict[str, object]:
    """A 1.0 for every response."""
    groups = body["groups"]
    assert isinstance(groups, list)
    return {"items": [item() for group in groups for _ in group.get("responses", [0])]}


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    one = Scripted()
    yield one
    one.close()
