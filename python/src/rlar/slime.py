"""slime: ``--custom-rm-path rlar.slime.custom_rm``, with and without ``--group-rm``. Read at slime main 624b824a.

slime calls ``custom_rm(args, sample)``, or with ``--group-rm`` ``custom_rm(args, samples)`` with a prompt's whole group.
The answer is a number, or, with ``--reward-key score``, an object of numbers, the same keys for every sample.

A sample without a reward raises :class:`rlar.NoReward`, which ends the rollout, unless ``RLAR_ON_MISSING`` is a number.
With ``--group-rm`` there is a better choice, ``RLAR_ON_MISSING=none``: the sample leaves the loss
(``sample.remove_sample``) and the mean of its group's scored samples stands for it, so that the baseline of the others
does not move.

A sample to which a shape gave no weight leaves the loss in the same way. slime takes one number a sample: rewards of
steps are put into ``sample.metadata["rlar_step_rewards"]``, for an advantage function of your own.

Fields of ``sample.metadata`` that rlar knows (docs/input.md) are passed on; so is a label that is a JSON object.
``RLAR_RUN`` names the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rlar._columns import meta_of, query_of, templated
from rlar._keys import flat_keys
from rlar._label import read_label
from rlar._samples import Sample, numbers, score_async
from rlar._settings import on_missing
from rlar.errors import NoReward
from rlar.reward import Reward


async def custom_rm(args: Any, sample: Any, **_ignored: Any) -> Any:
    """One sample's reward, or a list for a list of samples."""
    if isinstance(sample, Sequence):
        return await _group(args, sample)
    [reward] = await score_async([_sample(sample)])
    policy = on_missing(None, "raise")
    [number] = numbers([reward], "raise" if policy == "none" else policy)
    _tell(sample, reward)
    return _shape(args, reward, number)


async def _group(args: Any, samples: Sequence[Any]) -> list[Any]:
    rewards = await score_async([_sample(sample) for sample in samples])
    policy = on_missing(None, "raise")
    found = numbers(rewards, policy)
    kept = [number for number in found if number is not None] or [r.reward for r in rewards if r.reward is not None]
    if not kept and rewards:
        raise NoReward(rewards[0], len(rewards), len(rewards))
    for index, (sample, reward) in enumerate(zip(samples, rewards, strict=True)):
        _tell(sample, reward)
        if found[index] is None:
            sample.remove_sample = True
            found[index] = sum(kept) / len(kept)
    return [_shape(args, reward, number) for reward, number in zip(rewards, found, strict=True)]


def _tell(sample: Any, reward: Reward) -> None:
    """What no number says is put beside it, for an advantage or a post-processing function of the user's own."""
    if reward.weight == 0:
        sample.remove_sample = True
    if reward.step_rewards is not None and isinstance(sample.metadata, dict):
        sample.metadata["rlar_step_rewards"] = list(reward.step_rewards)
        if reward.step_weights is not None:
            sample.metadata["rlar_step_weights"] = list(reward.step_weights)


def _sample(sample: Any) -> Sample:
    prompt = sample.prompt
    metadata = sample.metadata if isinstance(sample.metadata, dict) else {}
    truncated = getattr(getattr(sample, "status", None), "value", None) == "truncated"
    known = read_label(sample.label)
    query = query_of(known, templated(prompt), metadata)
    return Sample(query, sample.response, truncated, meta_of(known, metadata))


def _shape(args: Any, reward: Reward, number: float | None) -> Any:
    if number is None:
        raise NoReward(reward)
    return flat_keys(reward, number) if getattr(args, "reward_key", None) else number
