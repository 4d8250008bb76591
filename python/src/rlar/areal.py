"""AReaL: ``reward_fn="rlar.areal.reward_fn"`` of an ``RLVRWorkflow``. Read at areal 1.0.4 (PyPI).

AReaL runs it in a process pool, gives it 15 s, tries four times, and then puts 0 where a time-out was. That 0 is a
number nobody measured, so this function gives up before: it raises after ``DEADLINE_SECONDS`` (or
``RLAR_DEADLINE_SECONDS`` where that is less), and an exception ends the sample after AReaL's four tries.

A sample without a reward raises :class:`rlar.NoReward`, unless ``RLAR_ON_MISSING`` is a number.
"""

from __future__ import annotations

from typing import Any

from rlar._columns import meta_of, query_of, templated
from rlar._samples import Sample, numbers, score
from rlar._settings import on_missing, settings
from rlar.client import Client

DEADLINE_SECONDS = 12.0
_client: Client | None = None


def reward_fn(
    prompt: str, completions: str, prompt_ids: Any = None, completion_ids: Any = None, **columns: Any
) -> float:
    """One sample, in spite of the plural; ``columns`` are the data set's."""
    global _client
    if _client is None:
        _client = Client(deadline_seconds=min(DEADLINE_SECONDS, settings().deadline_seconds))
    columns.pop("messages", None)
    query = query_of(templated(prompt), columns)
    [reward] = score([Sample(query, completions, meta=meta_of(columns))], client=_client)
    policy = on_missing(None, "raise")
    [number] = numbers([reward], "raise" if policy == "none" else policy)
    assert number is not None
    return number
