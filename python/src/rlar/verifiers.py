"""verifiers and prime-rl: a reward to plug into a task. Read at verifiers 0.4.0 (PyPI, ``verifiers/v1``).

.. code-block:: toml

    [env.taskset.task.rewards.rlar]
    fn = "rlar.verifiers:reward"

or in a task of your own: ``rlar_reward = vf.reward(rlar.verifiers.reward)``-like, by calling it with ``self.data`` and
the trace.

A trace without a reward raises :class:`rlar.NoReward`: verifiers records a ``TaskError`` on the trace, and prime-rl
leaves it out of the group's baseline. ``RLAR_ON_MISSING`` may choose a number.

verifiers takes one number a trace. Rewards of steps and a weight below 1 are put into ``trace.info["rlar"]``, where an
algorithm with credit by turn finds them (:mod:`rlar.turns`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rlar._columns import meta_of, query_of
from rlar._samples import Sample, numbers, score_async
from rlar._settings import on_missing
from rlar.reward import Reward


async def reward(task: Any, trace: Any) -> float:
    """The reward of one trace. ``task`` is its data: ``prompt``, and whatever fields the taskset added."""
    data = task if isinstance(task, Mapping) else task.model_dump(mode="json")
    truncated = bool(getattr(trace, "is_truncated", False))
    [found] = await score_async([Sample(query_of(data), _response(trace), truncated, meta_of(data))])
    policy = on_missing(None, "raise")
    [number] = numbers([found], "raise" if policy == "none" else policy)
    assert number is not None
    _tell(trace, found)
    return number


def _tell(trace: Any, found: Reward) -> None:
    info = getattr(trace, "info", None)
    if isinstance(info, dict) and (found.step_rewards is not None or found.weight < 1):
        info["rlar"] = {
            "step_rewards": None if found.step_rewards is None else list(found.step_rewards),
            "step_weights": None if found.step_weights is None else list(found.step_weights),
            "weight": found.weight,
            "record": found.record,
        }


def _response(trace: Any) -> Any:
    if getattr(trace, "num_turns", 1) <= 1:
        return trace.last_reply
    messages = [message.model_dump(mode="json", exclude_none=True) for message in trace.messages]
    while messages and messages[0].get("role") in ("system", "user"):
        messages.pop(0)
    return messages or trace.last_reply
