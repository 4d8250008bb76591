"""SkyRL: an environment of one turn. Read at skyrl-gym 0.4.0 and skyrl 0.3.0 (PyPI).

.. code-block:: python

    from skyrl_gym.envs import register
    register(id="rlar", entry_point="rlar.skyrl:RlarEnv")     # in the worker, as for any environment of your own

with ``environment.env_class: rlar`` and ``reward_spec.ground_truth`` in the data. Other columns that rlar knows
(docs/input.md) are used as well.

A sample without a reward raises :class:`rlar.NoReward`, which aborts the step; ``RLAR_ON_MISSING`` may choose a number,
and ``metadata["no_reward"]`` is 1 beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rlar._columns import meta_of, query_of
from rlar._keys import flat_keys
from rlar._samples import Sample, numbers, score
from rlar._settings import on_missing

if TYPE_CHECKING:
    _Base = object
else:
    try:
        from skyrl_gym.envs.base_text_env import BaseTextEnv as _Base
    except ImportError:
        _Base = object


class RlarEnv(_Base):
    """Scores the first action and is done."""

    def __init__(self, env_config: Any = None, extras: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._extras = dict(extras or {})
        self._prompt: Any = self._extras.get("prompt")

    def init(self, prompt: Any) -> tuple[Any, dict[str, Any]]:
        self._prompt = prompt
        return prompt, {}

    def step(self, action: str) -> dict[str, Any]:
        spec = self._extras.get("reward_spec")
        truth = spec.get("ground_truth") if isinstance(spec, Mapping) else None
        query = query_of({"prompt": self._prompt, "reference": truth}, self._extras)
        [reward] = score([Sample(query, action, meta=meta_of(self._extras))])
        policy = on_missing(None, "raise")
        [number] = numbers([reward], "raise" if policy == "none" else policy)
        assert number is not None
        return {"observations": [], "reward": number, "done": True, "metadata": dict(flat_keys(reward, number))}

    def close(self) -> None:
        pass

    def get_metrics(self) -> dict[str, Any]:
        return {}
