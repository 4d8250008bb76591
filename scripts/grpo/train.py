"""One training: GRPO of TRL on the mix, with the rewards of one arm and the draws of one seed. Writes a line of JSON a look.

It goes on where it was stopped: a look that stands in the file is not made again, and checkpoints are kept beside it.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import shutil
import subprocess
import sys
import time
import urllib.request
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

#: Rollouts of a query.
ROLLOUTS = 8


class Looks(TrainerCallback):
    """Looks at held-out tasks every so many steps, with the evaluator that no reward uses."""

    def __init__(self, given: argparse.Namespace, rewards: Rewards, tokens: Any, measured: list[Task]) -> None:
        self.given = given
        self.rewards = rewards
        self.tokens = tokens
        self.measured = measured
        self.begun = time.monotonic()
        self.looked = 0.0
        self.lacking = 0
        self.agents: subprocess.Popen[str] | None = None
        self.answered = False
        self.seen = 0
        self.named = {"arm": given.name, "seed": given.seed}

    def on_train_begin(self, arguments: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        if state.global_step == 0:
            self.look(0, model)
        elif self.given.publish and state.global_step >= self.given.publish_at:
            self.publish()

    def on_step_end(self, arguments: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        step = state.global_step
        append(self.given.folder / "steps.jsonl", {**self.named, "step": step, "kinds": self.rewards.of_kinds()})
        if self.given.publish and step == self.given.publish_at:
            self.publish()
        if self.given.acquire:
            self.acquire(step)
        if self.given.watch:
            self.watch(step)
        if step % self.given.every == 0 or step == self.given.steps:
            self.look(step, model)

    def acquire(self, step: int) -> None:
        """Has the tool written as soon as so many queries came without a tool; the training goes on meanwhile."""
        kinds = self.rewards.of_kinds().values()
        self.lacking += sum(int(kind["rollouts"] or 0) // ROLLOUTS for kind in kinds if kind["scored"] == 0)
        if self.agents is None and self.lacking >= self.given.least:
            self.agents = subprocess.Popen(self.given.acquire, shell=True, stdout=subprocess.PIPE, text=True)
            self.event(step, "the code agent is asked")
        due = step == self.given.acquire_by
        if self.agents is not None and not self.answered and (due or self.agents.poll() is not None):
            self.answered = True
            said = json.loads(self.agents.communicate()[0])["acquisitions"][0]
            self.event(step, f"{said['status']}: {said['note']}")

    def watch(self, step: int) -> None:
        """Writes down what rlar's loop noticed since the last step."""
        with urllib.request.urlopen(f"{os.environ['RLAR_URL']}/v1/evolution", timeout=60) as reply:
            events = json.load(reply)["events"]
        for one in events:
            if one["number"] > self.seen and one["what"] in ("alarm", "notice", "trouble"):
                self.event(step, f"{one['what']}: {one['text']}")
            self.seen = max(self.seen, one["number"])

    def event(self, step: int, what: str) -> None:
        append(self.given.folder / "events.jsonl", {**self.named, "step": step, "what": what})
        print(f"{self.given.name} seed {self.given.seed} step {step}: {what}", flush=True)

    def publish(self) -> None:
        subprocess.run(self.given.publish, shell=True, check=True, capture_output=True)

    def look(self, step: int, model: LlamaForCausalLM) -> None:
        begun = time.monotonic()
        whole = step in (0, self.given.steps)
        of = self.measured if whole else self.measured[: len(self.measured) // self.given.part]
        said = answers(model, self.tokens, of, step, self.given.longest)
        right: dict[str, list[bool]] = {kind: [] for kind in dict.fromkeys(task.kind for task in of)}
        for task, response in zip(of, said, strict=True):
            right[task.kind].append(task.solved(response))
        if whole and step > 0:
            # Every fifth response, to look at.
            for task, response in list(zip(of, said, strict=True))[::5]:
                row = {"kind": task.kind, "prompt": task.prompt, "response": response, "solved": task.solved(response)}
                append(self.given.folder / "said.jsonl", {**self.named, **row})
        self.looked += time.monotonic() - begun
        line = {
            **self.named,
            "step": step,
            "seconds": round(time.monotonic() - self.begun - self.looked, 1),
            "held_out": {kind: sum(of) / len(of) for kind, of in right.items()},
            "words": sum(len(response.split()) for response in said) / len(said),
            "unended": sum(len(self.tokens(response)["input_ids"]) >= self.given.longest for response in said) / len(said),
        }
        append(self.given.folder / "looks.jsonl", line)
        shown = " ".join(f"{kind} {share:.2f}" for kind, share in line["held_out"].items())
        print(f"{self.given.name} seed {self.given.seed} step {step}: {shown}", flush=True)


def append(path: Path, line: dict[str, Any]) -> None:
    with path.open("a") as out:
        out.write(json.dumps(line) + "\n")


def lora(given: argparse.Namespace) -> Any:
    """The little that learns of a large policy; a tiny one learns whole."""
    if given.policy != "smollm2":
        return None
    from pretrained import LORA

    return LORA


def schedule(train: list[Task], given: argparse.Namespace) -> list[int]:
    """Which tasks come, in order: the same for every arm of a seed. A kind that arrives is in turn from its step on."""
    source = random.Random(f"schedule/{given.seed}")
    of = {kind: [at for at, task in enumerate(train) if task.kind == kind] for kind in given.kinds.split(",")}
    order: list[int] = []
    for step in range(given.steps):
        there = [kind for kind in of if kind != given.arrives or step >= given.arrives_at]
        while len(there) < given.queries:
            there.append(source.choice(there))
        source.shuffle(there)
        order += [source.choice(of[kind]) for kind in there[: given.queries]]
    return order


def policy_of(given: argparse.Namespace, apart: set[str]) -> tuple[Any, Any]:
    if given.policy == "smollm2":
        from pretrained import smollm2

        return smollm2(given.folder)
    tokens = tokenizer()
    if given.policy == "tiny":
        return warm(tokens, apart, given.folder, given.warm), tokens
    return LlamaForCausalLM.from_pretrained(given.policy, dtype=torch.float32), tokens


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--arm", required=True)
    parser.add_argument("--name", default=None, help="of the training in what is written; that of the arm without it")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--each", type=int, default=40, help="held-out tasks of a kind")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--arrives", default=None, help="a kind that comes only from a step on")
    parser.add_argument("--arrives-at", type=int, default=0)
    parser.add_argument("--policy", default="tiny", help="tiny, smollm2, or a folder with the weights of a tiny one")
    parser.add_argument("--queries", type=int, default=7, help="of a step")
    parser.add_argument("--longest", type=int, default=LONGEST, help="tokens of a response")
    parser.add_argument("--warm", type=int, default=2250, help="steps of the warm start")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--folder", type=Path, required=True, help="keeps the warm start and what is written")
    parser.add_argument("--metric", default="overlap")
    parser.add_argument("--learned", default=None, help="id of the reward model of the dialogue")
    parser.add_argument("--mixed", default=None, help="id of the one reward model for everything")
    parser.add_argument("--publish", default=None, help="a command that publishes tools, run at one of the steps")
    parser.add_argument("--publish-at", type=int, default=10)
    parser.add_argument("--acquire", default=None, help="a command that acquires a tool, run beside the training")
    parser.add_argument("--least", type=int, default=12, help="queries without a tool after which it is run")
    parser.add_argument("--acquire-by", type=int, default=None, help="a step after which the training waits for it")
    parser.add_argument("--watch", action="store_true", help="write down the alarms of rlar's loop")
    parser.add_argument("--part", type=int, default=3, help="between start and end one of so many tasks is looked at")
    parser.add_argument("--warm-only", action="store_true")
    given = parser.parse_args()
    given.name = given.name or given.arm

    logging.disable(logging.WARNING)
    measured, train = held_out(given.each)
    model, tokens = policy_of(given, {task.prompt for task in measured})
    if given.warm_only:
        return
    measured = [task for task in measured if task.kind in given.kinds.split(",")]
    os.environ["RLAR_RUN"] = f"{given.name}-{given.seed}"
    if given.arm != "hand" or given.learned:
        opened(os.environ["RLAR_URL"], os.environ["RLAR_RUN"])
    rewards = Rewards(given.arm, train, given.metric, given.learned, given.mixed, given.folder / "differences.jsonl")
    rows = [{"prompt": messages_of(train[at]), "task": at} for at in schedule(train, given)]
    own = given.folder / f"trainer-{given.name}-{given.seed}"
    arguments = GRPOConfig(
        output_dir=str(own),
        use_cpu=True,
        per_device_train_batch_size=given.queries * ROLLOUTS,
        num_generations=ROLLOUTS,
        max_completion_length=given.longest,
        max_steps=given.steps,
        learning_rate=given.rate,
        lr_scheduler_type="constant_with_warmup",
        warmup_steps=5,
        temperature=1.0,
        beta=0.0,
        # By the spread of a group, TRL makes the smallest preference of a learned reward as large as right against wrong.
        scale_rewards="none",
        gradient_checkpointing=False,
        shuffle_dataset=False,
        logging_steps=1000,
        report_to=[],
        save_strategy="steps",
        save_steps=given.every,
        save_total_limit=1,
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
        peft_config=lora(given),
        callbacks=[Looks(given, rewards, tokens, measured)],
    )
    # What was stopped goes on from its last whole checkpoint.
    trainer.train(resume_from_checkpoint=bool(list(own.glob("checkpoint-*/trainer_state.json"))))
    shutil.rmtree(own, ignore_errors=True)


if __name__ == "__main__":
    main()
