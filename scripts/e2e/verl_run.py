"""verl's own reward loop and reward managers on recorded batches, every reward from a ``rlar serve``: ``npm run e2e:verl``.

``RewardLoopManager`` with its Ray workers (as the trainer makes it), each manager that takes a function of its own, and
the legacy managers. The server is killed (SIGKILL) and started again in the middle of the first batch. Every number in
``rm_scores`` is compared with the server's ledger. Batches are made here, tokenized by single characters.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", RAY_USAGE_STATS_ENABLED="0", RAY_DEDUP_LOGS="0")
ROOT = Path(__file__).resolve().parents[2]
PATHS = [str(ROOT / "python/src"), str(ROOT / "python/tests")]
sys.path[:0] = PATHS
os.environ["PYTHONPATH"] = os.pathsep.join([*PATHS, os.environ.get("PYTHONPATH", "")])

import numpy as np  # noqa: E402
import ray  # noqa: E402
import torch  # noqa: E402
from characters import character_tokenizer  # noqa: E402
from omegaconf import OmegaConf  # noqa: E402
from real_server import Server  # noqa: E402
from tensordict import TensorDict  # noqa: E402
from verl import DataProto  # noqa: E402
from verl.experimental.reward_loop.reward_loop import RewardLoopManager  # noqa: E402
from verl.trainer.ppo.core_algos import compute_gdpo_outcome_advantage  # noqa: E402
from verl.workers.reward_manager import get_reward_manager_cls  # noqa: E402

import rlar  # noqa: E402
import rlar.verl  # noqa: E402

#: What stands for a sample without a reward: chosen so that it can be told from every reward.
CHOSEN = -7.0
GROUP = 8
ALPHABET = "".join(chr(code) for code in range(32, 127)) + "\n"


def rows() -> list[dict[str, Any]]:
    """Samples of five kinds and of one that the library has no tool for; no text stands twice."""
    made: list[dict[str, Any]] = []
    for n in range(24):
        sum_row = {"data_source": "openai/gsm8k", "truth": str(n + 7), "extra": {"question": f"What is {n} + 7?"}}
        fact = {"data_source": "qa", "truth": "Goethe", "extra": {"question": f"Who wrote part {n} of Faust?"}}
        rules = {
            "data_source": "ifeval",
            "truth": "",
            "extra": {
                "question": f"Name {n + 2} towns without any commas.",
                "instruction_id_list": ["punctuation:no_comma"],
                "kwargs": [{}],
            },
        }
        pair = {
            "data_source": "wmt",
            "truth": "Guten Morgen allerseits",
            "extra": {"question": f"Translate to German ({n}): Good morning everyone", "pair": "en-de"},
        }
        joke = {"data_source": "chat", "truth": "", "extra": {"question": f"Tell me joke number {n}, please."}}
        latex = {
            "data_source": "math",
            "truth": "\\frac{1}{2}",
            "extra": {"question": f"Simplify $\\frac{{{n + 2}}}{{{2 * n + 4}}}$."},
        }
        for rollout in range(GROUP):
            good = (n + rollout) % 2 == 0
            tag = f"Try {n} {rollout}."
            made += [
                {**sum_row, "response": f"{tag} So the answer is {n + 7 + (0 if good else 1)}."},
                {**fact, "response": "Goethe" if good else f"Schiller {n} {rollout}"},
                {**rules, "response": f"{tag} Ulm and Bonn" if good else f"{tag} Ulm, Bonn"},
                {**pair, "response": f"Guten Morgen {'allerseits' if good else tag}"},
                {**joke, "response": f"{tag} Knock knock."},
                {**latex, "response": f"{tag} $\\boxed{{{'0.5' if good else '0.25'}}}$"},
            ]
    return made


def batch_of(samples: list[dict[str, Any]], tokens: Any) -> DataProto:
    """As verl's rollout leaves it: prompts padded left, responses right, one row of objects a sample."""
    prompts, responses = 8, max(len(sample["response"]) for sample in samples)
    ids = torch.full((len(samples), responses), tokens.pad_token_id)
    mask = torch.zeros((len(samples), prompts + responses), dtype=torch.long)
    mask[:, :prompts] = 1
    for index, sample in enumerate(samples):
        text = tokens(sample["response"])["input_ids"]
        ids[index, : len(text)] = torch.tensor(text)
        mask[index, prompts : prompts + len(text)] = 1
    batch = TensorDict(
        {"prompts": torch.full((len(samples), prompts), 5), "responses": ids, "attention_mask": mask},
        batch_size=len(samples),
    )

    def objects(values: list[Any]) -> np.ndarray:
        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column

    return DataProto(
        batch=batch,
        non_tensor_batch={
            "data_source": objects([sample["data_source"] for sample in samples]),
            "reward_model": objects([{"style": "rule", "ground_truth": sample["truth"]} for sample in samples]),
            "extra_info": objects([{**sample["extra"], "index": np.int64(i)} for i, sample in enumerate(samples)]),
        },
    )


def config_of(manager: str, function: str, folder: Path) -> Any:
    custom = {"path": "pkg://rlar.verl", "name": function, "reward_kwargs": {"on_missing": CHOSEN}}
    reward = {
        "num_workers": 2,
        "custom_reward_function": custom,
        "reward_manager": {"source": "register", "name": manager},
        "reward_model": {"enable": False, "enable_resource_pool": False},
        "sandbox_fusion": {"url": None},
        "reward_kwargs": {},
        "max_concurrent": 32,
        "max_rpm": None,
        "max_tpm": None,
        "timeout": 300,
    }
    model = {"path": str(folder), "tokenizer_path": None}
    return OmegaConf.create(
        {"reward": reward, "actor_rollout_ref": {"model": model}, "data": {}, "trainer": {"experiment_name": "e2e"}}
    )


class Ledger:
    """What the server recorded, by the response's text."""

    def __init__(self, server: Server) -> None:
        self._file = server.home / "rlar.db"

    def rewards(self) -> dict[str, set[float | None]]:
        with sqlite3.connect(f"file:{self._file}?mode=ro", uri=True) as database:
            found: dict[str, set[float | None]] = {}
            for text, reward in database.execute("SELECT text, reward FROM rewards"):
                found.setdefault(text if isinstance(text, str) else bytes(text).decode(), set()).add(reward)
            return found


def compare(
    name: str, samples: list[dict[str, Any]], scores: torch.Tensor, lengths: torch.Tensor, ledger: Ledger
) -> str:
    """Every number at the last token of its response is what the ledger has; a chosen one stands where it has none."""
    kept = ledger.rewards()
    invented = missing = 0
    for index, sample in enumerate(samples):
        number = float(scores[index, lengths[index] - 1])
        others = scores[index].clone()
        others[lengths[index] - 1] = 0
        assert not others.any(), name
        said = kept[sample["response"]]
        if number == CHOSEN:
            missing += 1
            assert None in said, (name, sample, said)
        elif not any(reward is not None and abs(reward - number) < 1e-6 for reward in said):
            invented += 1
    assert invented == 0, f"{name}: {invented} numbers are not in the ledger"
    assert 0 < missing < len(samples)
    return f"{len(samples) - missing} rewards, {missing} without one, 0 invented"


def reward_loop(
    manager: str, function: str, samples: list[dict[str, Any]], tokens: Any, folder: Path, server: Server, kill: bool
) -> None:
    batch = batch_of(samples, tokens)
    loop = RewardLoopManager(config_of(manager, function, folder))
    if kill:
        threading.Timer(
            0.3, lambda: (server.kill(), threading.Timer(1.5, lambda: server.start(wait=False)).start())
        ).start()
    begin = time.monotonic()
    answer = loop.compute_rm_score(batch)
    seconds = time.monotonic() - begin
    lengths = batch.batch["attention_mask"][:, 8:].sum(dim=1)
    said = compare(manager, samples, answer.batch["rm_scores"], lengths, Ledger(server))
    columns = answer.non_tensor_batch
    assert tuple(answer.meta_info["reward_extra_keys"])[: len(rlar.verl.KEYS)] == rlar.verl.KEYS, answer.meta_info
    assert all(columns[key].dtype == np.float64 and np.isfinite(columns[key]).all() for key in rlar.verl.KEYS)
    killed = ", server killed and started again" if kill else ""
    print(f"reward loop, {manager} with {function}: {said}; {seconds:.1f} s{killed}", flush=True)
    if manager == "gdpo":
        print(gdpo_advantages(samples, batch, answer), flush=True)
    for worker in loop.reward_loop_workers:
        ray.kill(worker)


def gdpo_advantages(samples: list[dict[str, Any]], batch: DataProto, answer: DataProto) -> str:
    """verl's own GDPO over our slots in a mixed batch, samples without a reward among them: no key is missing, and what the
    slots say stands in the advantages."""
    keys = [key for key in rlar.verl.KEYS if key in rlar.SLOTS]
    columns = answer.non_tensor_batch
    assert all(len(columns[key]) == len(samples) and np.isfinite(columns[key]).all() for key in keys)
    missing = columns["no_reward"] == 1.0
    assert missing.any() and all((columns[key][missing] == 0).all() for key in keys)
    groups = np.array([sample["extra"]["question"] for sample in samples])
    mask = batch.batch["attention_mask"][:, 8:]
    advantages, _ = compute_gdpo_outcome_advantage(
        token_level_rewards=answer.batch["rm_scores"],
        response_mask=mask,
        index=groups,
        config=OmegaConf.create({"gdpo_reward_keys": keys, "gdpo_reward_weights": [1.0] * len(keys)}),
        non_tensor_batch=columns,
        batch=batch.batch,
    )
    numbers = advantages[torch.arange(len(samples)), mask.sum(dim=1) - 1].numpy()
    assert np.isfinite(numbers).all()
    kinds = 0
    for group in np.unique(groups):
        own = groups == group
        spread = sum(float(columns[key][own].std()) for key in keys)
        if spread < 1e-9:
            assert np.ptp(numbers[own]) < 1e-5, group
            continue
        kinds += 1
        total = sum(columns[key][own] for key in keys)
        assert numbers[own][total.argmax()] > numbers[own][total.argmin()], group
    assert kinds > 0
    return f"verl's GDPO over {', '.join(keys)}: {len(samples)} samples, {int(missing.sum())} without a reward, every key in each"


def legacy(name: str, function: Any, samples: list[dict[str, Any]], tokens: Any, server: Server, **more: Any) -> None:
    batch = batch_of(samples, tokens)
    manager = get_reward_manager_cls(name)(tokenizer=tokens, num_examine=0, compute_score=function, **more)
    begin = time.monotonic()
    answer = manager(batch, return_dict=True)
    lengths = batch.batch["attention_mask"][:, 8:].sum(dim=1)
    said = compare(name, samples, answer["reward_tensor"], lengths, Ledger(server))
    assert tuple(answer["reward_extra_info"]) == rlar.verl.KEYS
    print(f"legacy manager {name}: {said}; {time.monotonic() - begin:.1f} s", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = character_tokenizer([ALPHABET])
        tokens.save_pretrained(folder / "tokens")
        server = Server(folder).start()
        os.environ.update(RLAR_URL=server.url, RLAR_RUN="e2e-verl")
        samples = rows()
        ray.init(num_cpus=8, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
        try:
            reward_loop("naive", "compute_score_async", samples, tokens, folder / "tokens", server, kill=True)
            for manager, function in [
                ("naive", "compute_score"),
                ("dapo", "compute_score_async"),
                ("gdpo", "compute_score_async"),
                ("rate_limited", "compute_score_async"),
                ("remote", "compute_score"),
            ]:
                reward_loop(manager, function, samples[:288], tokens, folder / "tokens", server, kill=False)

            def one(**given: Any) -> Any:
                return rlar.verl.compute_score(**given, on_missing=CHOSEN)

            legacy("naive", one, samples[:288], tokens, server)
            legacy("batch", rlar.verl.compute_scores, samples, tokens, server, on_missing=CHOSEN)
            print("ok")
        finally:
            ray.shutdown()
            server.stop()


if __name__ == "__main__":
    main()
