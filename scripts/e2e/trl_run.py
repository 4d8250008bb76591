"""The real TRL GRPOTrainer on the CPU, every reward from a running ``rlar serve``: ``npm run e2e:trl``.

A Llama of two layers, made at random from its configuration, with a tokenizer of single characters trained here, learns a
mix of kinds. Nothing is fetched. The server is killed (SIGKILL) twice and started again: once between two steps, once
while rewards are being asked for. At the end every number that TRL got is compared with the server's ledger.
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", RLAR_RUN="e2e-trl")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "python/src"), str(ROOT / "python/tests")]

import torch  # noqa: E402
import trl  # noqa: E402
from characters import character_tokenizer  # noqa: E402
from datasets import Dataset  # noqa: E402
from real_server import Server  # noqa: E402
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast  # noqa: E402
from trl import GRPOConfig, GRPOTrainer  # noqa: E402

import rlar  # noqa: E402
from rlar import _samples  # noqa: E402
from rlar.trl import reward_rlar, rlar_correctness, rlar_quality  # noqa: E402

STEPS = int(os.environ.get("RLAR_E2E_STEPS", "60"))
#: Steps of the second training, with one function a slot.
COMPONENT_STEPS = 12
EMPTY = {"reference": None, "instruction_id_list": None, "kwargs": None, "pair": None}


def row(prompt: str, **fields: object) -> dict[str, object]:
    kwargs = fields.pop("kwargs", None)
    return {"prompt": prompt, **EMPTY, **fields, "kwargs": None if kwargs is None else json.dumps(kwargs)}


# Four kinds that a policy without knowledge can get right by trying, and one for which the library has no tool.
ROWS = [
    row("Write without commas.", instruction_id_list=["punctuation:no_comma"], kwargs=[{}]),
    row(
        "Use the letter e at least 3 times.",
        instruction_id_list=["keywords:letter_frequency"],
        kwargs=[{"letter": "e", "let_frequency": 3, "let_relation": "at least"}],
    ),
    row("What is 3 + 4?", reference="7"),
    row("What is 5 + 2?", reference="7"),
    row("Translate to German: yes", reference="ja", pair="en-de"),
    row("Who wrote this? One letter.", reference="b"),
    row("Tell me a joke."),
    row("Do not use any commas at all.", instruction_id_list=["punctuation:no_comma"], kwargs=[{}]),
]


def policy(tokens: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    torch.manual_seed(1)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=4,
            max_position_embeddings=128,
            pad_token_id=tokens.pad_token_id,
            eos_token_id=tokens.eos_token_id,
            bos_token_id=None,
            tie_word_embeddings=False,
        )
    )


class Watch:
    """Stands between TRL and ``reward_rlar``: keeps what TRL got, and ends the server at two of the calls."""

    __name__ = "reward_rlar"

    def __init__(self, server: Server) -> None:
        self.server = server
        self.rows: list[tuple[int, str, str, float | None, str]] = []
        self.calls = 0
        self.longest = 0.0
        self.kills = 0

    def __call__(self, prompts: list[str], completions: list[str], **given: object) -> list[float | None]:
        self.calls += 1
        if self.calls == STEPS // 3:
            self._end()
        elif self.calls == 2 * STEPS // 3:
            threading.Timer(0.002, self._end).start()
        records: list[str] = []
        pass_on = given["log_extra"]

        def log_extra(name: str, values: list[str]) -> None:
            if name == "rlar_record":
                records.extend(values)
            pass_on(name, values)

        start = time.monotonic()
        numbers = reward_rlar(prompts, completions, **{**given, "log_extra": log_extra})
        self.longest = max(self.longest, time.monotonic() - start)
        step = given["trainer_state"].global_step
        self.rows += zip([step] * len(prompts), prompts, completions, numbers, records, strict=True)
        return numbers

    def _end(self) -> None:
        self.kills += 1
        self.server.kill()
        threading.Timer(1.5, lambda: self.server.start(wait=False)).start()


def check(watch: Watch, history: list[dict[str, float]]) -> dict[str, int]:
    """Every number against the ledger, text and all, and every mean that TRL logged against those numbers."""
    for _, _, completion, number, record in watch.rows:
        with urllib.request.urlopen(f"{watch.server.url}/v1/rewards/{record}") as reply:
            kept = json.load(reply)
        said = kept["reward"]["reward"]
        assert said == number, f"TRL got {number}, the ledger has {said} for {record}"
        assert (number is None) == (kept["reward"]["status"] != "scored")
        assert kept["rollout"]["text"] == completion, record
    for entry in history:
        if "rewards/reward_rlar/mean" not in entry:
            continue
        numbers = [n for step, _, _, n, _ in watch.rows if step == int(entry["step"]) - 1 and n is not None]
        if not numbers:
            assert entry["rewards/reward_rlar/mean"] is None, entry
            continue
        assert math.isclose(float(entry["rewards/reward_rlar/mean"]), sum(numbers) / len(numbers), rel_tol=1e-4), entry
    return {"numbers": sum(n is not None for *_, n, _ in watch.rows), "none": sum(n is None for *_, n, _ in watch.rows)}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).start()
        os.environ["RLAR_URL"] = server.url
        try:
            run(server, folder)
        finally:
            server.stop()


def settings(folder: str, **own: Any) -> GRPOConfig:
    """The settings of a training: what both have in common, and its own."""
    return GRPOConfig(
        output_dir=folder,
        use_cpu=True,
        per_device_train_batch_size=64,
        num_generations=8,
        max_completion_length=10,
        learning_rate=1e-2,
        logging_steps=1,
        report_to=[],
        save_strategy="no",
        seed=7,
        disable_tqdm=True,
        **own,
    )


def run(server: Server, folder: str) -> None:
    tokens = character_tokenizer([str(r["prompt"]) for r in ROWS] + ["abej7, ,,,"])
    watch = Watch(server)
    arguments = settings(
        folder, max_steps=STEPS, temperature=1.0, beta=0.0, shuffle_dataset=True, lr_scheduler_type="constant"
    )
    trainer = GRPOTrainer(
        model=policy(tokens),
        reward_funcs=watch,
        args=arguments,
        processing_class=tokens,
        train_dataset=Dataset.from_list(ROWS * 8),
    )
    start = time.monotonic()
    trainer.train()
    seconds = time.monotonic() - start
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            rlar.Client(url=server.url, deadline_seconds=2).ready()
            break
        except rlar.RlarError:
            continue
    kept = check(watch, trainer.state.log_history)
    report(watch, kept, seconds)
    components(tokens, folder)
    print("ok")


def components(tokens: PreTrainedTokenizerFast, folder: str) -> None:
    """TRL's own GDPO: one function a slot, each normalised for itself; a slot that no tool filled is None, and left out."""
    arguments = settings(folder, max_steps=COMPONENT_STEPS, multi_objective_aggregation="normalize_then_sum")
    trainer = GRPOTrainer(
        model=policy(tokens),
        reward_funcs=[rlar_correctness, rlar_quality],
        args=arguments,
        processing_class=tokens,
        train_dataset=Dataset.from_list(ROWS * 8),
    )
    trainer.train()
    logged = [entry for entry in trainer.state.log_history if "reward" in entry]
    assert len(logged) == COMPONENT_STEPS and all(math.isfinite(entry["loss"]) for entry in logged)
    said = []
    for slot in ("correctness", "quality"):
        values = [entry[f"rewards/rlar_{slot}/mean"] for entry in logged]
        filled = [value for value in values if value is not None and math.isfinite(value)]
        assert filled, values
        said.append(f"{slot} {filled[0]:.2f} to {filled[-1]:.2f}")
    print(f"components, normalize_then_sum: {COMPONENT_STEPS} steps, means {', '.join(said)}")


def report(watch: Watch, kept: dict[str, int], seconds: float) -> None:
    def mean(prompt: str | None, first: int, last: int) -> float:
        numbers = [n for s, p, _, n, _ in watch.rows if first <= s < last and n is not None and prompt in (None, p)]
        return sum(numbers) / len(numbers) if numbers else math.nan

    tenth = max(1, STEPS // 10)
    print(f"TRL {trl.__version__}, torch {torch.__version__}: {STEPS} steps of 64 completions in {seconds:.0f} s")
    print(f"server killed and started again {watch.kills} times; the longest reward call took {watch.longest:.1f} s")
    print(f"{kept['numbers']} numbers, {kept['none']} None, all as the ledger has them; {_samples.counts()}")
    print("mean reward by tenth:", " ".join(f"{mean(None, i * tenth, (i + 1) * tenth):.2f}" for i in range(10)))
    for prompt in dict.fromkeys(str(r["prompt"]) for r in ROWS):
        first, last = mean(prompt, 0, tenth), mean(prompt, STEPS - tenth, STEPS)
        print(f"  {prompt:38s} first tenth {first:.2f}, last tenth {last:.2f}")
    assert watch.kills == 2 and watch.calls == STEPS
    assert mean(None, STEPS - tenth, STEPS) > mean(None, 0, tenth) + 0.1, "rewards did not rise"


if __name__ == "__main__":
    main()
