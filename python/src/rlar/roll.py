"""ROLL: rewards for a reward worker of your own. Read at ROLL main 8eb27cc2.

ROLL has no hook for a function: a worker class computes ``response_level_rewards``. docs/trainers/roll.md has one of
twenty lines around :func:`rewards`. Its own remote reward worker puts 0 where the service gave nothing, so it is not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rlar._columns import meta_of, query_of, templated
from rlar._samples import Sample, numbers, score
from rlar._settings import OnMissing, on_missing


def rewards(
    prompts: Sequence[Any],
    responses: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    step: int | None = None,
    missing: OnMissing | None = None,
) -> list[float]:
    """One number a response. Prompts are messages or templated texts; ``rows`` have ``ground_truth`` and the like.

    :raises rlar.NoReward: where one has no reward, unless ``missing`` or ``RLAR_ON_MISSING`` is a number
    """
    samples = []
    for prompt, response, row in zip(prompts, responses, rows, strict=True):
        samples.append(Sample(query_of(templated(prompt), row), response, meta=meta_of(row)))
    policy = on_missing(missing, "raise")
    found = numbers(score(samples, step=step), "raise" if policy == "none" else policy)
    return [number for number in found if number is not None]
