"""SkyRL: an environment of one turn, or of yours. Read at skyrl-gym 0.4.0 and skyrl 0.3.0 (PyPI).

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
from rlar.turns import turn_rewards, turn_weights

if TYPE_CHECKING:
    _Base = object
else:
    try:
        from skyrl_gym.envs.base_text_env import BaseTextEnv as _Base
    except ImportError:
        _Base = object


class RlarEnv(_Base):
    """Scores the first action and is done, unless a class of yours has :meth:`observe`: then the last turn is scored.

    SkyRL wants a turn's reward as the turn ends, when nobody knows what the trajectory will be worth. So earlier turns
    have 0, the last one has the reward, and the rewards of all turns are ``metadata["turn_rewards"]`` of the last one,
    for a generator of your own (:mod:`rlar.turns`).
    """

    def __init__(self, env_config: Any = None, extras: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._extras = dict(extras or {})
        self._prompt: Any = self._extras.get("prompt")
        self._steps: list[dict[str, Any]] = []

    def init(self, prompt: Any) -> tuple[Any, dict[str, Any]]:
        self._prompt = prompt
        self._steps = []
        return prompt, {}

    def observe(self, action: str) -> list[dict[str, Any]] | None:
        """What comes back of an action, as messages; None ends the trajectory."""
        return None

    def step(self, action: str) -> dict[str, Any]:
        self._steps.append({"role": "assistant", "content": action})
        seen = self.observe(action)
        if seen is not None:
            self._steps += seen
            return {"observations": seen, "reward": 0.0, "done": False, "metadata": {}}
        response = action if len(self._steps) == 1 else self._steps
        spec = self._extras.get("reward_spec")
        truth = spec.get("ground_truth") if isinstance(spec, Mapping) else None
        query = query_of({"prompt": self._prompt, "reference": truth}, self._extras)
        [reward] = score([Sample(query, response, meta=meta_of(self._extras))])
        policy = on_missing(None, "raise")
        [number] = numbers([reward], "raise" if policy == "none" else policy)
        assert number is not None
        metadata: dict[str, Any] = dict(flat_keys(reward, number))
        if reward.step_rewards is not None:
            metadata["turn_rewards"] = turn_rewards(reward.step_rewards, self._steps)
        if reward.step_weights is not None:
            metadata["turn_weights"] = turn_weights(reward.step_weights, self._steps)
        return {"observations": [], "reward": number, "done": True, "metadata": metadata}

    def close(self) -> None:
        pass

    def get_metrics(self) -> dict[str, Any]:
        return {}
