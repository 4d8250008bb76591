"""Where rewards come from: rlar without a hint, one metric, one reward model, or functions that a person assigned by hand."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from typing import Any

import sacrebleu
from tasks import COINS, Task

from rlar.trl import reward_rlar

#: Tools that a choice by chance may fall on: those of the library that read a response beside a reference, or by itself.
ANY = ["exact-answer", "short-answer", "final-number", "math-equivalence", "translation", "overlap", "edit-distance"]


class Rewards:
    """
    A reward function for TRL. Every number comes over HTTP from ``rlar serve``, but those of ``hand``.

    :param arm: ``rlar`` · ``frozen`` and ``no-learned`` (the same, with other tools at hand) · ``metric`` · ``reward-model``
        · ``hand`` · ``random`` · ``no-verifiers``
    :param metric: the id of the one metric
    :param learned: the id of the reward model; None where there is none
    """

    __name__ = "reward"

    def __init__(self, arm: str, tasks: Sequence[Task], metric: str, learned: str | None) -> None:
        self.arm = arm
        self.tasks = tasks
        self.metric = metric
        self.learned = learned
        #: Of the step that was last scored: its rewards by kind, and how often a person's function says the same.
        self.last: dict[str, list[float | None]] = {}
        self.same: list[bool] = []

    def __call__(self, prompts: list[Any], completions: list[Any], task: list[int], **given: Any) -> list[float | None]:
        of = [self.tasks[at] for at in task]
        texts = [one if isinstance(one, str) else one[-1]["content"] for one in completions]
        # A person's functions are asked in every arm, to say where rlar's rewards differ from them.
        by_hand = [None if one.kind == "dialogue" else hand(one, text) for one, text in zip(of, texts, strict=True)]
        if self.arm == "hand":
            numbers = self._by_hand(prompts, completions, of, by_hand, given)
        else:
            numbers = self._asked(prompts, completions, of, given)
        self.last = {}
        for one, number in zip(of, numbers, strict=True):
            self.last.setdefault(one.kind, []).append(number)
        pairs = zip(by_hand, numbers, strict=True)
        self.same = [abs(one - other) < 0.005 for one, other in pairs if one is not None and other is not None]
        return numbers

    def _by_hand(
        self, prompts: list[Any], completions: list[Any], of: list[Task], numbers: list[float | None], given: Any
    ) -> list[float | None]:
        at = [index for index, one in enumerate(of) if one.kind == "dialogue"]
        if at and self.learned:
            asked = self._asked([prompts[i] for i in at], [completions[i] for i in at], [of[i] for i in at], given)
            for index, number in zip(at, asked, strict=True):
                numbers[index] = number
        return numbers

    def _asked(self, prompts: list[Any], completions: list[Any], of: list[Task], given: Any) -> list[float | None]:
        rows = [self._columns(one) for one in of]
        columns = {name: [row.get(name) for row in rows] for name in sorted({name for row in rows for name in row})}
        shown = {name: given[name] for name in ("trainer_state", "log_metric", "log_extra") if name in given}
        return reward_rlar(prompts, completions, **columns, **shown)

    def _columns(self, task: Task) -> dict[str, Any]:
        reference = {"reference": task.columns.get("reference", task.good[0])}
        learned = {"tools": [self.learned]}
        if self.arm == "metric":
            return {**reference, "tools": [self.metric]}
        if self.arm in ("reward-model", "hand"):
            return learned
        if self.arm == "random":
            pick = random.Random(task.prompt).choice([*ANY, *([self.learned] if self.learned else [])])
            return {**reference, "tools": [pick]}
        if self.arm == "no-verifiers" and task.kind not in ("translation", "dialogue"):
            return learned
        return dict(task.columns)


def opened(url: str, run: str) -> None:
    """Makes the run, as one that takes up what the library publishes from one step to the next."""
    group = {"prompt": "What is 1 + 1?", "reference": "2", "responses": ["2"]}
    body = json.dumps({"run": run, "follow": "step", "step": 0, "groups": [group]}).encode()
    request = urllib.request.Request(f"{url}/v1/rewards", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        json.load(reply)


def hand(task: Task, response: str) -> float:
    """What a person writes for each kind, as trainers ship it: the last number, chrF, the constraints, JSON, the tests."""
    return HAND[task.kind](task, response)


def _sums(task: Task, response: str) -> float:
    numbers = re.findall(r"-?\d+", response)
    return float(bool(numbers) and numbers[-1] == task.columns["reference"])


def _translation(task: Task, response: str) -> float:
    return sacrebleu.sentence_chrf(response, [task.columns["reference"]]).score / 100


def _constraints(task: Task, response: str) -> float:
    prompt = task.prompt
    if "lowercase" in prompt:
        return float(response == response.lower() and response.strip() != "")
    if exactly := re.search(r"exactly (\d) sentences", prompt):
        return float(len(re.findall(r"[^.!?]+[.!?]", response)) == int(exactly[1]))
    if word := re.search(r'the word "(\w+)"', prompt):
        return float(word[1] in response.lower().split())
    return float("," not in response)


def _calls(task: Task, response: str) -> float:
    try:
        return float(json.loads(response) == task.columns["expected_calls"][0])
    except ValueError:
        return 0.0


def _puzzle(task: Task, response: str) -> float:
    asked = re.search(r"exactly (\d+) cents with exactly (\d+) coins", task.prompt)
    coins = [int(number) for number in re.findall(r"\d+", response)]
    right = sum(coins) == int(asked[1]) and len(coins) == int(asked[2]) and set(coins) <= set(COINS)
    return float(right)


def _programs(task: Task, response: str) -> float:
    """The first three tests in a process of its own, as a person in a hurry writes it."""
    program = "\n".join([response, *task.columns["tests"][:3]])
    try:
        done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, timeout=5)
    except subprocess.TimeoutExpired:
        return 0.0
    return float(done.returncode == 0)


HAND = {
    "sums": _sums,
    "translation": _translation,
    "constraints": _constraints,
    "calls": _calls,
    "puzzle": _puzzle,
    "programs": _programs,
}
