"""verl: functions for ``reward.custom_reward_function``. Read at verl 0.9.1 (PyPI) and main 1dda039b.

.. code-block:: yaml

    reward:
      custom_reward_function:
        path: pkg://rlar.verl
        name: compute_score_async      # or compute_score; compute_scores for the legacy batch manager
        reward_kwargs: {on_missing: raise}

verl has no value for "no reward": ``None`` breaks the batch. So a sample without one raises :class:`rlar.NoReward`, which
ends the step, unless ``on_missing`` (or ``RLAR_ON_MISSING``) is a number: then that number is its score, ``no_reward``
is 1 beside it, and it is counted (:func:`rlar._samples.counts`). A server that is away is waited for until
``RLAR_DEADLINE_SECONDS``; then :class:`rlar.Unreachable` is raised whatever ``on_missing`` says.

Every sample has the same flat numeric keys (``KEYS``), because verl takes the keys of the first for all. Its GDPO reads the
slots and not the score, so under ``neutral`` a slot that nothing filled has the mean of what the same query's samples have in
it, as far as this process has seen them: verl picks one of ``reward.num_workers`` at random for each sample, so GDPO wants 1.
A chosen number stands for the score alone: there such a slot is 0.

verl passes no prompt. It is looked for in ``extra_info``: ``raw_prompt`` (the managers ``naive``, ``remote`` and
``rate_limited`` put it there), ``prompt``, ``question`` or ``problem``. Other fields of ``extra_info`` that rlar knows
(docs/input.md) are used as well, the reference among them only where ``ground_truth`` is None.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from rlar._columns import ALSO_REFERENCE, PROMPTS, REFERENCES, meta_of, query_of
from rlar._keys import KEYS, flat_keys
from rlar._samples import Sample, numbers, score, score_async
from rlar._settings import OnMissing, on_missing
from rlar._slot_means import SlotMeans
from rlar.reward import Reward

__all__ = ["KEYS", "compute_score", "compute_score_async", "compute_scores"]

_slot_means = SlotMeans()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_slot_means.renew_lock)


def compute_score(
    data_source: Any = None,
    solution_str: str = "",
    ground_truth: Any = None,
    extra_info: Mapping[str, Any] | None = None,
    *,
    on_missing: OnMissing | None = None,
    **_ignored: Any,
) -> dict[str, float]:
    """Per sample, in a thread or an actor. Takes whatever else verl passes, and ignores it."""
    samples = [_sample(data_source, solution_str, ground_truth, extra_info)]
    return _answers(samples, score(samples), on_missing)[0]


async def compute_score_async(
    data_source: Any = None,
    solution_str: str = "",
    ground_truth: Any = None,
    extra_info: Mapping[str, Any] | None = None,
    *,
    on_missing: OnMissing | None = None,
    **_ignored: Any,
) -> dict[str, float]:
    """Per sample, on the reward loop's event loop. The managers ``remote`` and the legacy ones want the other one."""
    samples = [_sample(data_source, solution_str, ground_truth, extra_info)]
    return _answers(samples, await score_async(samples), on_missing)[0]


def compute_scores(
    data_sources: Sequence[Any],
    solution_strs: Sequence[str],
    ground_truths: Sequence[Any],
    extra_infos: Sequence[Mapping[str, Any] | None] | None = None,
    *,
    on_missing: OnMissing | None = None,
    **_ignored: Any,
) -> list[dict[str, float]]:
    """A batch at once, for the legacy ``batch`` manager: samples of one query are one group."""
    infos = [None] * len(solution_strs) if extra_infos is None else extra_infos
    samples = [_sample(*row) for row in zip(data_sources, solution_strs, ground_truths, infos, strict=True)]
    return _answers(samples, score(samples), on_missing)


def _sample(data_source: Any, solution: str, ground_truth: Any, extra_info: Mapping[str, Any] | None) -> Sample:
    extra = dict(extra_info or {})
    meta = meta_of({"extra_info": extra})
    given = {"data_source": None if data_source is None else str(data_source), "reference": ground_truth}
    if extra.get("raw_prompt") is not None:
        for name in PROMPTS:
            extra.pop(name, None)
        given["prompt"] = extra["raw_prompt"]
    if ground_truth is not None:
        for name in (*REFERENCES, *ALSO_REFERENCE):
            extra.pop(name, None)
    return Sample(query_of(given, extra), solution, meta=meta)


def _answers(
    samples: Sequence[Sample], rewards: Sequence[Reward], chosen: OnMissing | None
) -> list[dict[str, float]]:
    policy = on_missing(chosen, "raise")
    if policy == "none":
        raise ValueError("verl has no value for a missing reward: on_missing is 'raise', 'neutral' or a number")
    answers = [
        flat_keys(reward, float(number))
        for reward, number in zip(rewards, numbers(rewards, policy), strict=True)
        if number is not None
    ]
    if policy == "neutral":
        for answer, reward, means in zip(answers, rewards, _slot_means.means(samples, rewards), strict=True):
            answer.update({slot: mean for slot, mean in means.items() if reward.slots[slot] is None})
    return answers
