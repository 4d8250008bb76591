"""TRL: reward functions for ``GRPOTrainer(reward_funcs=…)``. Read at TRL 1.16.0 (PyPI).

.. code-block:: python

    from rlar.trl import reward_rlar                      # or reward_rlar_async
    trainer = GRPOTrainer(model=…, reward_funcs=reward_rlar, train_dataset=…, args=…)

For one function a slot, so that the trainer weighs them (``reward_weights``) or normalises each for itself
(``multi_objective_aggregation="normalize_then_sum"``): ``reward_funcs=[rlar_correctness, rlar_format]``. These are
asynchronous, so that TRL asks for all of them at once and the server does the work once.

A sample without a reward gets ``None``: TRL leaves it out of the group's mean and gives it no gradient. So does one to
which a shape gave no weight. TRL takes one number a completion: rewards of steps are a column of its table of
completions, and nothing learns from them. A server that
is away is waited for until ``RLAR_DEADLINE_SECONDS``; then :class:`rlar.Unreachable` ends the run, and no number is
invented. ``RLAR_ON_MISSING`` may choose ``raise`` or a number.

All columns of the data set that rlar knows (docs/input.md, and ``solution``) are passed on; ``prompt`` and the
completions may be texts or message lists. ``rlar/scored`` and the like are logged where TRL passes ``log_metric``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rlar._columns import meta_of, others_of, query_of, rows_of, unsent
from rlar._samples import Sample, numbers, score, score_async, slot_numbers
from rlar._settings import on_missing
from rlar.reward import SLOTS, Reward


def reward_rlar(prompts: Sequence[Any], completions: Sequence[Any], **given: Any) -> list[float | None]:
    """The whole reward, one number or None a completion."""
    samples = _samples(prompts, completions, given)
    rewards = score(samples, step=_step(given))
    _log(rewards, given)
    return numbers(rewards, on_missing(None, "none"), _unsent(samples, given))


async def reward_rlar_async(prompts: Sequence[Any], completions: Sequence[Any], **given: Any) -> list[float | None]:
    """As :func:`reward_rlar`; TRL awaits it together with the other asynchronous functions."""
    samples = _samples(prompts, completions, given)
    rewards = await score_async(samples, step=_step(given))
    _log(rewards, given)
    return numbers(rewards, on_missing(None, "none"), _unsent(samples, given))


def _slot(name: str) -> Callable[..., Awaitable[list[float | None]]]:
    async def function(prompts: Sequence[Any], completions: Sequence[Any], **given: Any) -> list[float | None]:
        rewards = await score_async(_samples(prompts, completions, given), step=_step(given))
        return slot_numbers(rewards, name)

    function.__name__ = function.__qualname__ = f"rlar_{name}"
    function.__doc__ = f"The slot ``{name}`` alone; None where no tool filled it, whatever ``RLAR_ON_MISSING`` says."
    return function


# Several of them in one trainer ask the same question, in the same bytes: the server does the work once.
rlar_correctness = _slot("correctness")
rlar_quality = _slot("quality")
rlar_format = _slot("format")
rlar_efficiency = _slot("efficiency")
rlar_safety = _slot("safety")


def _samples(prompts: Sequence[Any], completions: Sequence[Any], given: dict[str, Any]) -> list[Sample]:
    if len(prompts) != len(completions):
        raise ValueError(f"{len(prompts)} prompts for {len(completions)} completions: one each is needed")
    rows = rows_of(given, len(completions))
    others = others_of(given, len(completions))
    return [
        Sample(query_of({"prompt": prompt}, row), completion, meta=meta_of(other))
        for prompt, row, other, completion in zip(prompts, rows, others, completions, strict=True)
    ]


def _unsent(samples: Sequence[Sample], given: dict[str, Any]) -> Callable[[], list[str]]:
    return lambda: unsent(given, [sample.query for sample in samples])


def _step(given: dict[str, Any]) -> int | None:
    step = getattr(given.get("trainer_state"), "global_step", None)
    return step if isinstance(step, int) else None


def _log(rewards: Sequence[Reward], given: dict[str, Any]) -> None:
    log_metric = given.get("log_metric")
    if callable(log_metric) and rewards:
        log_metric("rlar/scored", sum(reward.scored for reward in rewards) / len(rewards))
        log_metric("rlar/failed", sum(reward.status == "failed" for reward in rewards) / len(rewards))
        for name in SLOTS:
            values = [value for reward in rewards if (value := reward.slots[name]) is not None]
            if values:
                log_metric(f"rlar/{name}", sum(values) / len(values))
        teach = [value for reward in rewards if (value := reward.task_value) is not None]
        if teach:
            log_metric("rlar/task_value", sum(teach) / len(teach))
    log_extra = given.get("log_extra")
    if callable(log_extra):
        log_extra("rlar_kind", [reward.kind or "" for reward in rewards])
        if any(reward.step_rewards is not None for reward in rewards):
            log_extra("rlar_step_rewards", [_written(reward.step_rewards) for reward in rewards])
        log_extra("rlar_record", [reward.record or "" for reward in rewards])


def _written(numbers: Sequence[float] | None) -> str:
    return "" if numbers is None else " ".join(f"{number:g}" for number in numbers)
