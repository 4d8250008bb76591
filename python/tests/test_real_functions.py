"""The trainers' own code that takes a reward function, out of their installed packages, calling ours.

Without torch, so arrays of numpy stand for tensors where a file only slices and sums them. The whole of verl's reward
loop, of ms-swift's reward computation and of TRL's trainer run in ``npm run e2e:verl`` and ``npm run e2e:trl``.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Scripted, item
from installed import Installed
from real_server import BROKEN, Server, free_port

import rlar
from rlar import swift
from rlar._keys import KEYS

Use = Callable[..., None]


class Config(dict):  # type: ignore[type-arg]
    __getattr__ = dict.__getitem__


def _verl(installed: Installed, name: str, manager: str = "naive", on_missing: float | str = 0.0) -> Any:
    """One of verl's own managers and its own loader of custom functions. Stubs: torch, transformers, omegaconf, ray."""
    installed.shell(
        "verl", "verl.trainer", "verl.trainer.ppo", "verl.utils", "verl.experimental", "verl.experimental.reward_loop"
    )
    sys.modules["verl"].DataProto = object  # type: ignore[attr-defined]
    installed.stub("torch", Tensor=object)
    installed.stub("transformers", AutoTokenizer=object)
    installed.stub("omegaconf", DictConfig=dict)
    installed.stub("ray", remote=lambda *_a, **_k: lambda cls: cls)
    installed.stub("verl.utils.ray_utils", get_event_loop=asyncio.get_event_loop)
    installed.stub("verl.utils.reward_score", default_compute_score=None, get_default_compute_score=lambda _name: None)
    installed.shell("verl.workers")
    installed.stub("verl.workers.reward_manager", register=lambda _name: lambda cls: cls)
    reward = installed.load("verl.trainer.ppo.reward")
    custom = {"path": "pkg://rlar.verl", "name": name, "reward_kwargs": {"on_missing": on_missing}}
    chosen = Config(source="register", name=manager)
    trainer = Config(experiment_name="mixed")
    config = Config(reward=Config(custom_reward_function=custom, reward_manager=chosen), trainer=trainer)
    return reward.load_reward_manager(config, Words())


class Words:
    """A tokenizer whose token i is the text of ``WORDS[i]``."""

    texts = ["<pad>", "4", "5", "Knock"]

    def decode(self, ids: Any, skip_special_tokens: bool = True) -> str:
        return " ".join(self.texts[int(i)] for i in ids)


class Batch(list):  # type: ignore[type-arg]
    """What ``run_single`` uses of verl's DataProto: a slice is a batch, an index an item."""

    def __getitem__(self, key: Any) -> Any:
        return Batch(list.__getitem__(self, key)) if isinstance(key, slice) else list.__getitem__(self, key)


def _item(token: int, truth: object, question: str, **extra: object) -> Any:
    batch = {"responses": np.array([token, 0]), "attention_mask": np.array([1, 1, 1, 0])}
    raw = np.array([{"role": "user", "content": question}], dtype=object)
    rest = {
        "data_source": "mixed",
        "reward_model": {"style": "rule", "ground_truth": truth},
        "extra_info": {"index": np.int64(1), "question": question, **extra},
        "tool_extra_fields": {"raw_prompt": raw},
        "__num_turns__": np.int32(2),
    }
    return types.SimpleNamespace(batch=batch, non_tensor_batch=rest)


@pytest.mark.parametrize("name", ["compute_score", "compute_score_async"])
async def test_verl_naive_manager_runs_ours(server: Server, use: Use, installed: Installed, name: str) -> None:
    use(server.url)
    manager = _verl(installed, name)
    rows = [_item(1, "4", "What is 2 + 2?"), _item(2, "4", "What is 2 + 2?"), _item(3, "", "Tell me a joke.")]
    answers = await asyncio.gather(*(manager.run_single(Batch([row])) for row in rows))
    assert [answer["reward_score"] for answer in answers] == [1.0, 0.0, 0.0]
    infos = [answer["reward_extra_info"] for answer in answers]
    assert all(tuple(info) == KEYS for info in infos)
    # As compute_rm_score and _postprocess gather them: the keys of the first, of all.
    columns = {key: np.array([info[key] for info in infos]) for key in infos[0]}
    assert all(column.dtype == np.float64 for column in columns.values())
    assert list(columns["no_reward"]) == [0.0, 0.0, 1.0]


@pytest.fixture(scope="module")
def with_broken_tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("broken"))
    running.add_tool(BROKEN, "broken.mjs")
    running.start()
    yield running
    running.stop()


async def test_verl_gdpo_gets_every_key_of_a_mixed_batch_with_a_tool_that_throws(
    with_broken_tool: Server, use: Use, installed: Installed
) -> None:
    """verl's ``gdpo`` manager over scored, unscored and failed samples. The chosen number can be told from every reward."""
    use(with_broken_tool.url)
    manager = _verl(installed, "compute_score_async", "gdpo", -7.0)
    own = {"tools": ["broken"]}
    rows = [
        *[_item(token, "4", "What is 1 + 3?", **own) for token in (1, 2, 3)],
        *[_item(token, "4", "What is 2 + 2?") for token in (1, 2)],
        _item(2, "", "Tell me a joke."),
        *[_item(3, "4", "What is 4 + 0?", **own) for _ in range(2)],
    ]
    answers = await asyncio.gather(*(manager.run_single(Batch([row])) for row in rows))
    assert [answer["reward_score"] for answer in answers] == [1.0, 0.0, -7.0, 1.0, 0.0, -7.0, -7.0, -7.0]
    infos = [answer["reward_extra_info"] for answer in answers]
    assert all(tuple(info) == KEYS for info in infos)
    columns = {key: np.array([info[key] for info in infos]) for key in infos[0]}
    assert all(column.dtype == np.float64 and np.isfinite(column).all() for column in columns.values())
    missing = np.array([0, 0, 1, 0, 0, 1, 1, 1], dtype=bool)
    assert (columns["no_reward"] == missing).all()
    for slot in rlar.SLOTS:
        assert not columns[slot][missing].any() and not columns[f"{slot}_scored"][missing].any(), slot
    assert list(columns["correctness"]) == [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    row = {"prompt": "What is 1 + 3?", "response": "Knock", "reference": "4", **own}
    failed = rlar.Client().reward(row)
    assert (failed.status, failed.reward, failed.code) == ("failed", None, "RLAR_TOOL_CRASHED")
    assert set(failed.slots.values()) == {None}


async def test_verl_stops_or_takes_the_mean_where_a_tool_throws(
    with_broken_tool: Server, use: Use, installed: Installed
) -> None:
    rows = [_item(token, "4", "What is 1 + 3?", tools=["broken"]) for token in (1, 2, 3)]
    use(with_broken_tool.url, RLAR_RUN="neutral")
    manager = _verl(installed, "compute_score_async", "gdpo", "neutral")
    answers = [await manager.run_single(Batch([row])) for row in rows]
    assert [answer["reward_score"] for answer in answers] == [1.0, 0.0, 0.5]
    assert answers[2]["reward_extra_info"]["no_reward"] == 1.0
    assert [answer["reward_extra_info"]["correctness"] for answer in answers] == [1.0, 0.0, 0.5]
    use(with_broken_tool.url, RLAR_RUN="strict")
    manager = _verl(installed, "compute_score_async", "gdpo", "raise")
    with pytest.raises(rlar.NoReward, match="my function broke"):
        await manager.run_single(Batch([rows[2]]))


def test_swift_finds_ours_by_its_plugin(server: Server, use: Use, installed: Installed, tmp_path: Path) -> None:
    """ms-swift's own table and its own loader of ``--external_plugins``. Stub: its inference engine."""
    use(server.url)
    installed.shell("swift", "swift.utils", "swift.dataset", "swift.dataset.preprocessor")
    installed.stub("swift.infer_engine", InferRequest=dict)
    source = (installed.folder("swift") / "utils" / "utils.py").read_text()
    assert "def import_external_file(file_path: str):" in source
    sys.modules.pop("rlar.swift", None)
    plugin = tmp_path / "plugin.py"
    plugin.write_text("import rlar.swift\n")
    spec = importlib.util.spec_from_file_location("_swift_external_test", plugin)
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
    orms = installed.load("swift.rewards.orm").orms
    function = orms["rlar"](args=None)
    assert asyncio.iscoroutinefunction(type(function).__call__)
    messages = [[{"role": "user", "content": "2 + 2?"}, {"role": "assistant", "content": text}] for text in ("4", "5")]
    given = {"messages": messages, "solution": ["4", "4"], "trainer_state": None}
    assert asyncio.run(function(["4", "5"], **given)) == [1.0, 0.0]


def test_areal_gets_an_exception_and_not_its_zero(server: Server, use: Use, installed: Installed) -> None:
    """AReaL's own wrapper, with its process pool and its four tries. Its logger is a stub."""
    import logging

    installed.shell("areal", "areal.api", "areal.utils")
    installed.stub("areal.utils.logging", getLogger=logging.getLogger)
    areal = installed.load("areal.api.reward_api")
    from rlar.areal import reward_fn

    async def call() -> float:
        wrapped = areal.AsyncRewardWrapper(reward_fn, max_workers=1)
        return float(await wrapped("What is 2 + 2?", "4", [1], [2], answer="4"))

    use(server.url)
    assert asyncio.run(call()) == 1.0
    areal.AsyncRewardWrapper._atexit_shutdown_all()
    use(f"http://127.0.0.1:{free_port()}", RLAR_DEADLINE_SECONDS="0.3")
    with pytest.raises(rlar.Unreachable):
        asyncio.run(call())
    areal.AsyncRewardWrapper._atexit_shutdown_all()


def test_skyrl_makes_ours(server: Server, use: Use, installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    """skyrl-gym's own ``register`` and ``make``. Its tools, which want pandas and more, are a stub."""
    use(server.url)
    installed.folder("skyrl_gym")
    monkeypatch.setitem(sys.modules, "skyrl_gym.tools", types.ModuleType("skyrl_gym.tools"))
    gym = installed.load("skyrl_gym")
    monkeypatch.delitem(sys.modules, "rlar.skyrl", raising=False)
    gym.register(id="rlar", entry_point="rlar.skyrl:RlarEnv")
    env = gym.make("rlar", env_config={}, extras={"reward_spec": {"ground_truth": "4"}})
    assert type(env).__mro__[1].__name__ == "BaseTextEnv"
    env.init([{"role": "user", "content": "What is 2 + 2?"}])
    assert env.step("4")["reward"] == 1.0


def test_verifiers_plugs_ours(server: Server, use: Use, scripted: Scripted) -> None:
    """verifiers' own ``Task.score``, where verifiers is installed whole (it wants an SDK of every provider)."""
    vf = pytest.importorskip("verifiers.v1", reason="verifiers is not installed whole here")
    reward_config = {"fn": "rlar.verifiers:reward"}

    class Data(vf.TaskData):  # type: ignore[misc, name-defined]
        answer: str = "4"

    def score(url: str, reply: str) -> Any:
        use(url)
        task = vf.Task[Data](Data(prompt="What is 2 + 2?"), config=vf.TaskConfig(rewards={"rlar": reward_config}))
        trace = types.SimpleNamespace(last_reply=reply, num_turns=1, is_truncated=False, metrics={}, rewards={})
        trace.record_reward = lambda key, value, _weight: trace.rewards.__setitem__(key, value)
        asyncio.run(task.score(trace))
        return trace.rewards

    assert score(server.url, "4") == {"rlar": 1.0}
    scripted.answers = [(200, {"items": [item(None)]}, {})]
    with pytest.raises(Exception, match="no reward|unscored"):
        score(scripted.url, "4")


def test_swift_computes_rewards_with_ours(server: Server, use: Use, installed: Installed) -> None:
    """ms-swift's own ``compute_rewards_per_func``, which wants torch. Stubs: its logger and its preprocessor's package."""
    torch = pytest.importorskip("torch", reason="torch is not installed here")
    use(server.url)
    installed.shell("swift", "swift.rl_core")
    installed.stub("swift.utils", get_logger=__import__("logging").getLogger)
    installed.stub("swift.rl_core.data", GRPOSample=object)

    class RowPreprocessor:
        @staticmethod
        def rows_to_batched(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
            return {name: [row.get(name) for row in rows] for name in rows[0]}

    installed.stub("swift.dataset", RowPreprocessor=RowPreprocessor)
    compute = installed.load("swift.rl_core.grpo_algorithm").compute_rewards_per_func
    table: dict[str, Any] = {}
    swift.register(table)

    def sample(asked: str, answer: str, solution: str | None) -> Any:
        messages = [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]
        row = {"messages": messages, "solution": solution, "is_truncated": False, "finish_reason": "stop"}
        return types.SimpleNamespace(messages=messages, to_reward_row=lambda: row)

    samples = [sample("2 + 2?", "4", "4"), sample("2 + 2?", "5", "4"), sample("Tell me a joke.", "Knock", None)]
    rewards = compute(samples, [table["rlar"](), table["rlar_format"]()], [None, None], torch.device("cpu"))
    assert rewards[:2, 0].tolist() == [1.0, 0.0] and bool(rewards[2, 0].isnan()) and bool(rewards[:, 1].isnan().all())
