"""Where rewards come from: rlar without a hint, one metric, one reward model, or functions that a person assigned by hand."""

from __future__ import annotations

import functools
import json
import random
import re
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sacrebleu
from tasks import Task, reference_of

from rlar.trl import reward_rlar

#: Tools that a choice by chance may fall on: those of the library that read a response beside a reference, or by itself.
ANY = ["exact-answer", "short-answer", "final-number", "math-equivalence", "translation", "overlap", "edit-distance"]


#: Most rollouts of a kind and training that are kept because rlar and a person's function reward them differently.
KEPT = 15


class Rewards:
    """
    A reward function for TRL. Every number comes over HTTP from ``rlar serve``, but those of ``hand``.

    :param arm: ``rlar`` · ``frozen`` and ``no-learned`` (the same, with other tools at hand) · ``metric`` · ``metric-told`` (a reference for every kind) · ``reward-model``
        · ``hand`` · ``random`` · ``no-verifiers`` · ``hackable``
    :param metric: the id of the one metric
    :param learned: the id of the reward model of the dialogue; None where there is none
    :param mixed: the id of the one reward model for everything
    :param differences: a file for rollouts that rlar and a person's function reward differently
    """

    __name__ = "reward"

    def __init__(
        self, arm: str, tasks: Sequence[Task], metric: str, learned: str | None, mixed: str | None, differences: Path
    ) -> None:
        self.arm = arm
        self.tasks = tasks
        self.metric = metric
        self.learned = learned
        self.mixed = mixed
        self.differences = differences
        self.kept: dict[str, int] = {}
        #: Of the step that was last scored: kind, what rlar says, what a person's function says.
        self.last: list[tuple[str, float | None, float | None]] = []

    def __call__(self, prompts: list[Any], completions: list[Any], task: list[int], **given: Any) -> list[float | None]:
        of = [self.tasks[at] for at in task]
        texts = [one if isinstance(one, str) else one[-1]["content"] for one in completions]
        by_hand: list[float | None] = [None] * len(of)
        if self.arm in ("rlar", "hand"):
            # A person's functions are asked beside rlar, to say where the rewards differ.
            by_hand = [None if one.kind == "dialogue" else hand(one, text) for one, text in zip(of, texts, strict=True)]
        if self.arm == "hand":
            numbers = self._by_hand(prompts, completions, of, list(by_hand), given)
        else:
            numbers = self._asked(prompts, completions, of, given)
        self.last = [(one.kind, number, other) for one, number, other in zip(of, numbers, by_hand, strict=True)]
        if self.arm == "rlar":
            self._keep(of, texts, numbers, by_hand)
        return numbers

    def of_kinds(self) -> dict[str, dict[str, float | None]]:
        """What was rewarded in the last step: by kind, rollouts, those with a reward, their mean, those rewarded as by hand."""
        found: dict[str, dict[str, float | None]] = {}
        for kind in dict.fromkeys(kind for kind, _, _ in self.last):
            numbers = [(number, other) for of, number, other in self.last if of == kind]
            scored = [number for number, _ in numbers if number is not None]
            both = [(one, other) for one, other in numbers if one is not None and other is not None]
            found[kind] = {
                "rollouts": len(numbers),
                "scored": len(scored),
                "reward": round(sum(scored) / len(scored), 4) if scored else None,
                "compared": len(both),
                "same": sum(abs(one - other) < 0.005 for one, other in both),
            }
        return found

    def _keep(self, of: list[Task], texts: list[str], numbers: list[float | None], by_hand: list[float | None]) -> None:
        for task, text, number, other in zip(of, texts, numbers, by_hand, strict=True):
            if number is None or other is None or abs(number - other) < 0.005:
                continue
            self.kept[task.kind] = self.kept.get(task.kind, 0) + 1
            if self.kept[task.kind] > KEPT:
                continue
            row = {"kind": task.kind, "prompt": task.prompt, "response": text, "rlar": number, "hand": other}
            with self.differences.open("a") as out:
                out.write(json.dumps({**row, "solved": task.solved(text)}) + "\n")

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
        reference = {"reference": task.good[0] if self.arm == "metric-told" else reference_of(task)}
        if self.arm == "metric-told" and task.kind == "calls":
            reference = {"reference": reference_of(task)}
        mixed = {"tools": [self.mixed]}
        if self.arm in ("metric", "metric-told"):
            return {**reference, "tools": [self.metric]}
        if self.arm == "hand":
            return {"tools": [self.learned]}
        if self.arm == "reward-model":
            return mixed
        if self.arm == "hackable" and task.kind == "dialogue":
            return {"tools": ["long-answer"], "kind": "chat"}
        if self.arm == "random":
            pick = random.Random(task.prompt).choice([*ANY, *([self.mixed] if self.mixed else [])])
            return {**reference, "tools": [pick]}
        if self.arm == "no-verifiers" and task.kind not in ("translation", "dialogue"):
            return mixed
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
        return float(re.search(rf"\b{word[1]}\b", response.lower()) is not None)
    return float("," not in response)


def _calls(task: Task, response: str) -> float:
    try:
        return float(json.loads(response) == task.columns["expected_calls"][0])
    except ValueError:
        return 0.0


def _puzzle(task: Task, response: str) -> float:
    asked = re.search(r"exactly (\d+) cents with exactly (\d+) coins", task.prompt)
    coins = [int(number) for number in re.findall(r"\d+", response)]
    values = {int(number) for number in re.findall(r"\d+", task.prompt.split("cents")[0])}
    right = sum(coins) == int(asked[1]) and len(coins) == int(asked[2]) and set(coins) <= values
    return float(right)


def _programs(task: Task, response: str) -> float:
    """The first three tests in a process of its own, as a person in a hurry writes it."""
    return _ran("\n".join([response, *task.columns["tests"][:3]]))


@functools.cache
def _ran(program: str) -> float:
    try:
        done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, timeout=5)
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
