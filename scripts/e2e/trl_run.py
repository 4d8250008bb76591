"""The real TRL GRPOTrainer on the CPU, every reward from a running ``rlar serve``: ``npm run e2e:trl``.

The policy of ``npm run grpo`` (examples/grpo/policy, two million parameters, warm-started so that it is right about half of the
time) learns its mix of seven kinds; for two of them the library has no tool, and TRL gets None. Nothing is fetched. The server is
killed (SIGKILL) twice and started again: once between two steps, once while rewards are being asked for. At the end every
number that TRL got is compared with the server's ledger.
"""

from __future__ import annotations

import json
import logging
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
sys.path[:0] = [str(ROOT / "python/src"), str(ROOT / "python/tests"), str(ROOT / "scripts/grpo")]

import torch  # noqa: E402
import trl  # noqa: E402
from datasets import Dataset  # noqa: E402
from policy import LONGEST, messages_of, tokenizer  # noqa: E402
from real_server import Server  # noqa: E402
from tasks import Task, tasks  # noqa: E402
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast  # noqa: E402
from trl import GRPOConfig, GRPOTrainer  # noqa: E402

import rlar  # noqa: E402
from rlar import _samples  # noqa: E402
from rlar.trl import reward_rlar, rlar_correctness, rlar_quality  # noqa: E402

# Two of the kinds have no tool: TRL would say so for each of their rollouts.
logging.disable(logging.WARNING)
STEPS = int(os.environ.get("RLAR_E2E_STEPS", "40"))
#: Steps of the second training, with one function a slot.
COMPONENT_STEPS = 12
#: How much the mean reward has to rise from the first quarter of the steps to the last one.
RISE = 0.05
COLUMNS = ("reference", "pair", "tests", "functions", "expected_calls")


def row(task: Task) -> dict[str, object]:
    """A row of a data set: the columns that its kind has, lists of objects as JSON, and no word on its kind."""
    of = {name: task.columns.get(name) for name in COLUMNS}
    written = {name: json.dumps(of[name]) for name in ("functions", "expected_calls") if of[name] is not None}
    return {"prompt": messages_of(task), **of, **written}


def policy() -> LlamaForCausalLM:
    return LlamaForCausalLM.from_pretrained(ROOT / "examples/grpo/policy", dtype=torch.float32)


class Watch:
    """Stands between TRL and ``reward_rlar``: keeps what TRL got, and ends the server at two of the calls."""

    __name__ = "reward_rlar"

    def __init__(self, server: Server) -> None:
        self.server = server
        self.rows: list[tuple[int, str, float | None, str, str]] = []
        self.calls = 0
        self.longest = 0.0
        self.kills = 0

    def __call__(self, prompts: list[Any], completions: list[Any], **given: Any) -> list[float | None]:
        self.calls += 1
        if self.calls == STEPS // 3:
            self._end()
        elif self.calls == 2 * STEPS // 3:
            threading.Timer(0.002, self._end).start()
        records: list[str] = []
        kinds: list[str] = []
        pass_on = given["log_extra"]

        def log_extra(name: str, values: list[str]) -> None:
            if name == "rlar_record":
                records.extend(values)
            if name == "rlar_kind":
                kinds.extend(values)
            pass_on(name, values)

        read = {name: [one and json.loads(one) for one in given[name]] for name in ("functions", "expected_calls")}
        start = time.monotonic()
        numbers = reward_rlar(prompts, completions, **{**given, **read, "log_extra": log_extra})
        self.longest = max(self.longest, time.monotonic() - start)
        step = given["trainer_state"].global_step
        texts = [one[-1]["content"] for one in completions]
        self.rows += zip([step] * len(prompts), texts, numbers, records, kinds, strict=True)
        return numbers

    def _end(self) -> None:
        self.kills += 1
        self.server.kill()
        threading.Timer(1.5, lambda: self.server.start(wait=False)).start()


def check(watch: Watch, history: list[dict[str, float]]) -> dict[str, int]:
    """Every number against the ledger, text and all, and every mean that TRL logged against those numbers."""
    for _, completion, number, record, _ in watch.rows:
        with urllib.request.urlopen(f"{watch.server.url}/v1/rewards/{record}") as reply:
            kept = json.load(reply)
        said = kept["reward"]["reward"]
        assert said == number, f"TRL got {number}, the ledger has {said} for {record}"
        assert (number is None) == (kept["reward"]["status"] != "scored")
        assert kept["rollout"]["text"] == completion, record
    for entry in history:
        if "rewards/reward_rlar/mean" not in entry:
            continue
        numbers = [n for step, _, n, _, _ in watch.rows if step == int(entry["step"]) - 1 and n is not None]
        if not numbers:
            assert entry["rewards/reward_rlar/mean"] is None, entry
            continue
        assert math.isclose(float(entry["rewards/reward_rlar/mean"]), sum(numbers) / len(numbers), rel_tol=1e-4), entry
    none = sum(number is None for _, _, number, _, _ in watch.rows)
    return {"numbers": len(watch.rows) - none, "none": none}


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
        per_device_train_batch_size=56,
        num_generations=8,
        max_completion_length=LONGEST,
        learning_rate=4e-4,
        gradient_checkpointing=False,
        logging_steps=1,
        report_to=[],
        save_strategy="no",
        seed=7,
        disable_tqdm=True,
        **own,
    )


def run(server: Server, folder: str) -> None:
    tokens = tokenizer()
    rows = Dataset.from_list([row(task) for task in tasks(1, 60)])
    watch = Watch(server)
    arguments = settings(
        folder, max_steps=STEPS, temperature=1.0, beta=0.0, shuffle_dataset=True, lr_scheduler_type="constant"
    )
    trainer = GRPOTrainer(
        model=policy(),
        reward_funcs=watch,
        args=arguments,
        processing_class=tokens,
        train_dataset=rows,
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
    components(tokens, rows, folder)
    print("ok")


def components(tokens: PreTrainedTokenizerFast, rows: Dataset, folder: str) -> None:
    """TRL's own GDPO: one function a slot, each normalised for itself; a slot that no tool filled is None, and left out."""
    arguments = settings(folder, max_steps=COMPONENT_STEPS, multi_objective_aggregation="normalize_then_sum")
    trainer = GRPOTrainer(
        model=policy(),
        reward_funcs=[rlar_correctness, rlar_quality],
        args=arguments,
        processing_class=tokens,
        train_dataset=rows,
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
    def mean(kind: str | None, first: int, last: int) -> float:
        numbers = [n for step, _, n, _, k in watch.rows if first <= step < last and n is not None and kind in (None, k)]
        return sum(numbers) / len(numbers) if numbers else math.nan

    quarter = max(1, STEPS // 4)
    print(f"TRL {trl.__version__}, torch {torch.__version__}: {STEPS} steps of 56 completions in {seconds:.0f} s")
    print(f"server killed and started again {watch.kills} times; the longest reward call took {watch.longest:.1f} s")
    print(f"{kept['numbers']} numbers, {kept['none']} None, all as the ledger has them; {_samples.counts()}")
    print("mean reward by quarter:", " ".join(f"{mean(None, i * quarter, (i + 1) * quarter):.2f}" for i in range(4)))
    for kind in sorted({k for _, _, n, _, k in watch.rows if n is not None}):
        first, last = mean(kind, 0, quarter), mean(kind, STEPS - quarter, STEPS)
        print(f"  {kind:38s} first quarter {first:.2f}, last quarter {last:.2f}")
    assert watch.kills == 2 and watch.calls == STEPS
    assert mean(None, STEPS - quarter, STEPS) > mean(None, 0, quarter) + RISE, "rewards did not rise"


if __name__ == "__main__":
    main()
