"""One training: GRPO of TRL on the mix, with the rewards of one arm and the draws of one seed. Writes a line of JSON a look.

It goes on where it was stopped: a look that stands in the file is not made again, and checkpoints are kept beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "python/src"), str(Path(__file__).parent)]

import torch  # noqa: E402
from arms import Rewards, opened  # noqa: E402
from datasets import Dataset  # noqa: E402
from policy import LONGEST, answers, held_out, messages_of, tokenizer, warm  # noqa: E402
from tasks import KINDS, Task  # noqa: E402
from transformers import LlamaForCausalLM, TrainerCallback  # noqa: E402
from trl import GRPOConfig, GRPOTrainer  # noqa: E402


class Looks(TrainerCallback):
    """Looks at held-out tasks every so many steps, with the evaluator that no reward uses."""

    def __init__(self, given: argparse.Namespace, rewards: Rewards, tokens: Any, measured: list[Task]) -> None:
        self.given = given
        self.rewards = rewards
        self.tokens = tokens
        self.measured = measured
        self.begun = time.monotonic()
        self.seen: list[dict[str, Any]] = []

    def on_train_begin(self, arguments: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        self.look(0, model)

    def on_step_end(self, arguments: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        numbers = [number for of in self.rewards.last.values() for number in of]
        scored = [number for number in numbers if number is not None]
        self.seen.append(
            {
                "scored": len(scored) / max(1, len(numbers)),
                "reward": sum(scored) / len(scored) if scored else None,
                "same_as_hand": sum(self.rewards.same) / len(self.rewards.same) if self.rewards.same else None,
            }
        )
        if self.given.publish and state.global_step == self.given.publish_at:
            subprocess.run(self.given.publish, shell=True, check=True, capture_output=True)
        if state.global_step % self.given.every == 0 or state.global_step == self.given.steps:
            self.look(state.global_step, model)

    def look(self, step: int, model: LlamaForCausalLM) -> None:
        said = answers(model, self.tokens, self.measured)
        right: dict[str, list[bool]] = {kind: [] for kind in KINDS}
        for task, response in zip(self.measured, said, strict=True):
            right[task.kind].append(task.solved(response))
        line = {
            "arm": self.given.arm,
            "seed": self.given.seed,
            "step": step,
            "seconds": round(time.monotonic() - self.begun, 1),
            "held_out": {kind: sum(of) / len(of) for kind, of in right.items()},
            "words": sum(len(response.split()) for response in said) / len(said),
            "unended": sum(len(self.tokens(response)["input_ids"]) >= LONGEST for response in said) / len(said),
            **{name: mean([one[name] for one in self.seen]) for name in ("scored", "reward", "same_as_hand")},
        }
        self.seen = []
        with Path(self.given.out).open("a") as out:
            out.write(json.dumps(line) + "\n")
        shown = " ".join(f"{kind} {share:.2f}" for kind, share in line["held_out"].items())
        print(f"{self.given.arm} seed {self.given.seed} step {step}: {shown}", flush=True)


def mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--arm", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--every", type=int, default=20)
    parser.add_argument("--each", type=int, default=20, help="held-out tasks of a kind")
    parser.add_argument("--epochs", type=int, default=22, help="of the warm start")
    parser.add_argument("--folder", type=Path, required=True, help="keeps the warm start")
    parser.add_argument("--out", required=True, help="a file of JSON lines, one a look")
    parser.add_argument("--metric", default="overlap")
    parser.add_argument("--learned", default=None)
    parser.add_argument("--publish", default=None, help="a command that publishes tools, run at one of the steps")
    parser.add_argument("--publish-at", type=int, default=10)
    parser.add_argument("--warm-only", action="store_true")
    given = parser.parse_args()

    tokens = tokenizer()
    measured, train = held_out(given.each)
    model = warm(tokens, train, given.folder, given.epochs)
    if given.warm_only:
        return
    os.environ["RLAR_RUN"] = f"{given.arm}-{given.seed}"
    if given.arm != "hand" or given.learned:
        opened(os.environ["RLAR_URL"], os.environ["RLAR_RUN"])
    rewards = Rewards(given.arm, train, given.metric, given.learned)
    rows = [{"prompt": messages_of(task), "task": at} for at, task in enumerate(train)]
    arguments = GRPOConfig(
        output_dir=str(given.folder / f"trainer-{given.arm}-{given.seed}"),
        use_cpu=True,
        per_device_train_batch_size=64,
        num_generations=8,
        max_completion_length=LONGEST,
        max_steps=given.steps,
        learning_rate=3e-4,
        lr_scheduler_type="constant_with_warmup",
        warmup_steps=5,
        temperature=1.0,
        beta=0.0,
        shuffle_dataset=True,
        logging_steps=10,
        report_to=[],
        save_strategy="no",
        seed=1000 + given.seed,
        disable_tqdm=True,
    )
    torch.manual_seed(given.seed)
    trainer = GRPOTrainer(
        model=model,
        reward_funcs=rewards,
        args=arguments,
        processing_class=tokens,
        train_dataset=Dataset.from_list(rows),
        callbacks=[Looks(given, rewards, tokens, measured)],
    )
    trainer.train()


if __name__ == "__main__":
    main()
