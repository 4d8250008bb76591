"""OpenRLHF: ``reward_func`` in a file. Read at OpenRLHF 0.11.2 (PyPI; ``openrlhf/utils/agent.py``).

.. code-block:: shell

    --reward.remote_url "$(python -m rlar path openrlhf)"

OpenRLHF loads the file by its path and calls ``reward_func(queries, prompts, labels)`` in a thread, with lists of one.
``queries`` is prompt and response in one text with special tokens; the response is cut from it, and the chat template
read back into messages. A label that is a JSON object may carry any field of docs/input.md.

OpenRLHF has no value for "no reward": a sample without one raises :class:`rlar.NoReward`, and its trainer ends the
run, unless ``RLAR_ON_MISSING`` is a number. ``extra_logs`` has the same numeric keys for every sample.

Without this file, ``--reward.remote_url http://HOST:PORT/get_reward`` calls the server directly (docs/trainers).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from rlar._columns import meta_of, query_of, templated
from rlar._cut_prompt import cut_prompt
from rlar._keys import flat_keys
from rlar._label import read_label
from rlar._samples import Sample, numbers, score
from rlar._settings import on_missing


def reward_func(
    queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any], **_ignored: Any
) -> dict[str, Any]:
    """``{rewards, scores, extra_logs}``, tensors where torch is loaded. ``scores`` is the correctness where there is one."""
    rewards = score([_sample(*sample) for sample in zip(queries, prompts, labels, strict=True)])
    policy = on_missing(None, "raise")
    if policy == "none":
        raise ValueError(
            "OpenRLHF has no value for a missing reward: RLAR_ON_MISSING is 'raise', 'neutral' or a number"
        )
    keys = [
        flat_keys(reward, float(n))
        for reward, n in zip(rewards, numbers(rewards, policy), strict=True)
        if n is not None
    ]
    logs = {name: _tensor([each[name] for each in keys]) for name in (keys[0] if keys else {}) if name != "score"}
    return {
        "rewards": _tensor([each["score"] for each in keys]),
        "scores": _tensor([each["acc"] for each in keys]),
        "extra_logs": logs,
    }


def _sample(query: str, prompt: str, label: Any) -> Sample:
    known = read_label(label)
    return Sample(query_of(known, templated(prompt)), cut_prompt(query, prompt), meta=meta_of(known))


def _tensor(values: list[float]) -> Any:
    torch = sys.modules.get("torch")
    return torch.tensor(values) if torch is not None else values
