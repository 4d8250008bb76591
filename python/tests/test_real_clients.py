"""The trainers' own client code over a real socket, with its own retries and time-outs, against a real server.

Where a trainer's package is on PyPI, its own file runs, out of the installed package (``installed``): OpenRLHF. slime and
NeMo Gym are not on PyPI: with ``RLAR_SLIME_SOURCE`` or ``RLAR_NEMO_GYM_SOURCE`` (a checkout) their own files run, else a
replay that sends what they send, with the settings they have (slime 624b824a: 64 connections, 120 s in all, ten tries,
2^n s between; NeMo Gym 07d6b0d0: no time-out, refused and disconnected tried again each 0.5 s for ever).
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys

import time
import types
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import pytest
from conftest import Scripted
from installed import Installed
from real_server import Server

PROMPT = "<|im_start|>user\nWhat is {} + 1?<|im_end|>\n<|im_start|>assistant\n"


_sessions: list[aiohttp.ClientSession] = []


@pytest.fixture(autouse=True)
async def _close() -> AsyncIterator[None]:
    yield
    for session in _sessions:
        await session.close()
    _sessions.clear()


def _agent(installed: Installed, url: str) -> Any:
    """OpenRLHF's executor. It imports nothing heavy itself; its package does, so that is a shell."""
    installed.shell("openrlhf", "openrlhf.utils")
    return installed.load("openrlhf.utils.agent").SingleTurnAgentExecutor(url)


class Letters:
    """A tokenizer for OpenRLHF's ``execute``: one token a character."""

    def __call__(self, text: str, **_given: object) -> dict[str, Any]:
        return {"input_ids": [np.array([ord(c) for c in text])]}

    def decode(self, ids: list[int], **_given: object) -> str:
        return "".join(chr(i) for i in ids)


class Engine:
    """vLLM's answer to OpenRLHF: always this text."""

    def __init__(self, text: str) -> None:
        self._text = text

    async def generate(self, _prompt: object, _params: object, **_given: object) -> Any:
        ids = [ord(c) for c in self._text]
        return types.SimpleNamespace(
            outputs=[types.SimpleNamespace(token_ids=ids, text=self._text, finish_reason="stop", logprobs=None)]
        )


async def _execute(agent: Any, n: int, answer: str, label: str) -> dict[str, Any]:
    sampling = types.SimpleNamespace(max_tokens=64, logprobs=None)
    return dict(await agent.execute(PROMPT.format(n), label, sampling, 4096, Letters(), Engine(answer)))


async def test_openrlhf_gets_a_reward(server: Server, installed: Installed) -> None:
    agent = _agent(installed, f"{server.url}/get_reward")
    right = await _execute(agent, 3, "4<|im_end|>", "4")
    wrong = await _execute(agent, 3, "5<|im_end|>", "4")
    assert (right["reward"], wrong["reward"]) == ([1.0], [0.0])
    assert right["extra_logs"].keys() == wrong["extra_logs"].keys() and right["scores"] == [1.0]


async def test_openrlhf_takes_the_python_function_by_its_path(
    server: Server, installed: Installed, use: Callable[..., None]
) -> None:
    use(server.url)
    import rlar.openrlhf

    agent = _agent(installed, str(rlar.openrlhf.__file__))
    assert (await _execute(agent, 3, "4<|im_end|>", "4"))["reward"] == [1.0]


async def test_openrlhf_empty_lists_are_answered(server: Server, installed: Installed) -> None:
    """OpenRLHF 0.11.0 sends them to every URL but the first, and waits for the answer."""
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{server.url}/get_reward", json={"query": [], "prompts": [], "labels": []}) as reply:
            assert reply.status == 200
            assert (await reply.json())["rewards"] == []


async def test_openrlhf_without_a_reward_gets_none_and_no_number(
    server: Server, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = _agent(installed, f"{server.url}/get_reward")
    impatient = types.SimpleNamespace(**{**vars(asyncio), "sleep": _no_wait})
    monkeypatch.setattr(sys.modules["openrlhf.utils.agent"], "asyncio", impatient)
    output = await _execute(agent, 3, "Knock, knock.", '{"kind": "chat"}')
    assert output["reward"] is None


async def _no_wait(_seconds: float) -> None:
    return None


async def test_openrlhf_burst_of_1024(server: Server, installed: Installed) -> None:
    """A session and a connection each, as it makes them."""
    agent = _agent(installed, f"{server.url}/get_reward")
    answers = await asyncio.gather(*(_execute(agent, n, f"{n + 1 + n % 2}<|im_end|>", str(n + 1)) for n in range(1024)))
    assert [answer["reward"] for answer in answers] == [[float(n % 2 == 0)] for n in range(1024)]


async def test_openrlhf_survives_429_and_500(scripted: Scripted, installed: Installed) -> None:
    agent = _agent(installed, f"{scripted.url}/get_reward")
    good = {"rewards": [1.0], "scores": [1.0], "extra_logs": {}}
    scripted.answers = [(429, {}, {}), (500, {}, {}), (200, good, {})]
    assert (await _execute(agent, 3, "4", "4"))["reward"] == [1.0]


async def test_openrlhf_survives_a_restart(own_server: Server, installed: Installed) -> None:
    """Five tries a second apart: what it can wait for is about four seconds."""
    if own_server.seconds > 3:
        pytest.skip("this machine takes longer to start a server than OpenRLHF waits")
    agent = _agent(installed, f"{own_server.url}/get_reward")
    samples = [asyncio.ensure_future(_execute(agent, n, f"{n + 1}<|im_end|>", str(n + 1))) for n in range(64)]
    await asyncio.sleep(0.05)
    own_server.kill()
    own_server.start(wait=False)
    assert [sample["reward"] for sample in await asyncio.gather(*samples)] == [[1.0]] * 64


Post = Callable[[types.SimpleNamespace, types.SimpleNamespace], Awaitable[Any]]


def _slime(installed: Installed) -> tuple[str, Post]:
    source = os.environ.get("RLAR_SLIME_SOURCE")
    if not source:
        return "replay", _replay_slime()
    at = Path(source) / "slime"
    installed.shell("slime", "slime.utils", "slime.rollout", at=at)
    installed.stub("slime.utils.misc", load_function=None)
    installed.stub("slime.utils.types", Sample=object)
    for name, function in {
        "deepscaler": "get_deepscaler_rule_based_reward",
        "f1": "f1_score",
        "gpqa": "compute_gpqa_reward",
        "math_dapo_utils": "compute_score",
    }.items():
        installed.stub(f"slime.rollout.rm_hub.{name}", **{function: None})
    installed.stub("slime.rollout.rm_hub.math_utils", extract_answer=None, grade_answer_verl=None)
    return "its own file", installed.load("slime.rollout.rm_hub").remote_rm


def _replay_slime() -> Post:
    session: list[aiohttp.ClientSession] = []

    async def post(args: types.SimpleNamespace, sample: types.SimpleNamespace) -> Any:
        if not session:
            limits = aiohttp.TCPConnector(limit=64)
            session.append(aiohttp.ClientSession(connector=limits, timeout=aiohttp.ClientTimeout(total=120)))
            _sessions.extend(session)
        body = {"prompt": sample.prompt, "response": sample.response, "label": sample.label}
        for attempt in range(10):
            try:
                async with session[0].post(args.rm_url, json=body) as reply:
                    reply.raise_for_status()
                    return await reply.json()
            except Exception:
                if attempt == 9:
                    raise
                await asyncio.sleep(min(2**attempt, 30) + random.random())

    return post


def _sample(n: int, answer: str) -> types.SimpleNamespace:
    return types.SimpleNamespace(prompt=PROMPT.format(n), response=answer, label=str(n + 1))


async def test_slime_burst_of_1024(
    server: Server, installed: Installed, record_property: Callable[[str, object], None]
) -> None:
    way, remote_rm = _slime(installed)
    args = types.SimpleNamespace(rm_url=f"{server.url}/slime")
    begin = time.monotonic()
    rewards = await asyncio.gather(*(remote_rm(args, _sample(n, str(n + 1 + n % 2))) for n in range(1024)))
    record_property("slime burst", f"{way}: 1,024 in {time.monotonic() - begin:.2f} s")
    assert rewards == [float(n % 2 == 0) for n in range(1024)]


async def test_slime_survives_a_restart_in_the_burst(own_server: Server, installed: Installed) -> None:
    _, remote_rm = _slime(installed)
    args = types.SimpleNamespace(rm_url=f"{own_server.url}/slime?reply=object")
    burst = [asyncio.ensure_future(remote_rm(args, _sample(n, str(n + 1)))) for n in range(512)]
    await asyncio.wait(burst, return_when=asyncio.FIRST_COMPLETED)
    own_server.kill()
    own_server.start(wait=False)
    assert [reward["score"] for reward in await asyncio.gather(*burst)] == [1.0] * 512


async def test_slime_slow_server_429_and_500(scripted: Scripted, installed: Installed) -> None:
    _, remote_rm = _slime(installed)
    scripted.delay = 0.3
    scripted.answers = [(429, {}, {}), (500, {}, {}), (200, "1.0", {})]
    args = types.SimpleNamespace(rm_url=f"{scripted.url}/slime")
    assert await remote_rm(args, _sample(1, "2")) == 1.0


def _nemo_gym(installed: Installed) -> tuple[str, Callable[..., Awaitable[Any]]]:
    source = os.environ.get("RLAR_NEMO_GYM_SOURCE")
    if not source:
        return "replay", _replay_nemo_gym()
    for needed in ("orjson", "fastapi", "omegaconf", "requests", "uvicorn", "itsdangerous", "pydantic"):
        pytest.importorskip(needed, reason="NeMo Gym's own file imports it")
    installed.stub("ray")
    installed.shell("nemo_gym", at=Path(source) / "nemo_gym")
    sys.modules["nemo_gym"].__dict__.update(WORKING_DIR=Path(source))
    for name in ("config_types", "global_config", "profiling", "rollout_correlation"):
        installed.stub(f"nemo_gym.{name}", __getattr__=lambda _name: sys.modules["pydantic"].BaseModel)
    utils = installed.load("nemo_gym.server_utils")
    utils.get_nemo_gym_fastapi_num_workers = lambda: 1
    _sessions.append(utils.set_global_aiohttp_client(utils.GlobalAIOHTTPAsyncClientConfig()))
    return "its own file", utils.request


def _replay_nemo_gym() -> Callable[..., Awaitable[Any]]:
    session: list[aiohttp.ClientSession] = []

    async def request(method: str, url: str, *, json: Any) -> aiohttp.ClientResponse:
        if not session:
            connector = aiohttp.TCPConnector(limit=100_000, limit_per_host=1024)
            session.append(aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout()))
            _sessions.extend(session)
        while True:
            try:
                return await session[0].request(
                    method, url, data=_dumps(json), headers={"Content-Type": "application/json"}
                )
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                await asyncio.sleep(0.5)

    return request


def _dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _row(n: int, answer: str) -> dict[str, Any]:
    content = [{"type": "output_text", "text": answer, "annotations": []}]
    message = {"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": content}
    response = {
        "id": "r",
        "created_at": 0,
        "model": "m",
        "object": "response",
        "output": [message],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
    }
    asked = [{"role": "user", "content": f"What is {n} + 1?"}]
    return {
        "responses_create_params": {"input": asked},
        "response": response,
        "question": f"{n} + 1",
        "expected_answer": str(n + 1),
    }


async def test_nemo_gym_without_a_reward_is_told_to_mask_it(server: Server, installed: Installed) -> None:
    _, request = _nemo_gym(installed)
    row = _row(1, "Knock, knock.")
    row["responses_create_params"]["input"][0]["content"] = "Tell me a joke."
    del row["expected_answer"]
    answer = json.loads(await (await request("POST", f"{server.url}/verify", json=row)).read())
    assert answer["mask_sample"] is True and answer["instance_config"]["mask_sample"] is True
    assert answer["_ng_failure_class"] and answer["failure_reason"]


async def test_nemo_gym_verifies_and_survives_a_restart(own_server: Server, installed: Installed) -> None:
    _, request = _nemo_gym(installed)

    async def verify(n: int, answer: str) -> dict[str, Any]:
        reply = await request("POST", f"{own_server.url}/verify", json=_row(n, answer))
        assert reply.status == 200, await reply.text()
        return dict(json.loads(await reply.read()))

    seeded = await request("POST", f"{own_server.url}/seed_session", json=_row(0, ""))
    assert seeded.status == 200
    right, wrong = await verify(1, "2"), await verify(1, "3")
    assert (right["reward"], wrong["reward"], right["expected_answer"]) == (1.0, 0.0, "2")
    assert right["reward"] == pytest.approx(sum(right["reward_components"].values()))
    burst = [asyncio.ensure_future(verify(n, str(n + 1))) for n in range(512)]
    await asyncio.wait(burst, return_when=asyncio.FIRST_COMPLETED)
    own_server.kill()
    own_server.start(wait=False)
    assert [answer["reward"] for answer in await asyncio.gather(*burst)] == [1.0] * 512
