"""ms-swift: importing this module adds the reward functions ``rlar`` and ``rlar_SLOT``. Read at ms-swift 4.6.0 (PyPI).

.. code-block:: shell

    echo 'import rlar.swift' > rlar_plugin.py
    swift rlhf --rlhf_type grpo --external_plugins rlar_plugin.py --reward_funcs rlar …

A file of your own is named to ``--external_plugins``, because ms-swift puts that file's folder first on ``sys.path``.

A sample without a reward gets ``None``, which ms-swift leaves out. A server that is away is waited for until
``RLAR_DEADLINE_SECONDS``; then :class:`rlar.Unreachable` ends the run. ``RLAR_ON_MISSING`` may choose ``raise`` or a
number. ``is_truncated`` and ``finish_reason`` are passed on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rlar._columns import meta_of, others_of, query_of, rows_of, unsent
from rlar._samples import Sample, numbers, score_async, slot_numbers
from rlar._settings import on_missing
from rlar.reward import SLOTS


class RlarORM:
    """ms-swift's ``AsyncORM``: called with the completions and one list a column, it answers a list."""

    slot: str | None = None

    def __init__(self, args: Any = None, **_ignored: Any) -> None:
        self.args = args

    async def __call__(self, completions: Sequence[Any], **given: Any) -> list[float | None]:
        step = getattr(given.get("trainer_state"), "global_step", None)
        samples = _samples(completions, given)
        rewards = await score_async(samples, step=step if isinstance(step, int) else None)
        if self.slot is None:
            policy = on_missing(None, "none")
            return numbers(rewards, policy, lambda: unsent(given, [sample.query for sample in samples]))
        return slot_numbers(rewards, self.slot)


def _samples(completions: Sequence[Any], given: Mapping[str, Any]) -> list[Sample]:
    samples = []
    rows, others = rows_of(given, len(completions)), others_of(given, len(completions))
    for completion, row, other in zip(completions, rows, others, strict=True):
        messages = row.pop("messages", None)
        if isinstance(messages, (list, tuple)) and messages:
            last = messages[-1]
            ends = isinstance(last, Mapping) and last.get("role") == "assistant"
            row["prompt"] = list(messages[:-1] if ends else messages)
        truncated = bool(row.get("is_truncated")) or row.get("finish_reason") == "length"
        samples.append(Sample(query_of(row), completion, truncated, meta_of(other)))
    return samples


def register(orms: dict[str, Any]) -> None:
    """Adds ``rlar`` and one entry a slot to ms-swift's table of reward functions."""
    orms["rlar"] = RlarORM
    for name in SLOTS:
        orms[f"rlar_{name}"] = type(f"Rlar{name.capitalize()}", (RlarORM,), {"slot": name})


try:
    from swift.rewards import orms as _orms
except ImportError:
    pass
else:
    register(_orms)
