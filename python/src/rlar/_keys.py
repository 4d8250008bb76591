"""The flat numeric keys of one sample, for trainers that log what stands beside the score.

Such trainers take the keys of the first sample for all of a batch, so every sample of a deployment has this one set,
on failure as on success, and only numbers in it.
"""

from __future__ import annotations

from rlar.reward import SLOTS, Reward


def flat_keys(reward: Reward, score: float) -> dict[str, float]:
    """``score`` is what the trainer optimises; ``acc`` the correctness alone, where a tool said it, for group filters.

    A slot that nothing filled has 0 beside ``rlar_has_SLOT`` = 0: divide the means to get the mean where there is one.
    """
    correctness = reward.slots["correctness"]
    keys = {
        "score": score,
        "acc": score if correctness is None else float(correctness),
        "rlar_scored": float(reward.scored),
        "rlar_failed": float(reward.status == "failed"),
        "rlar_truncated": float("truncated" in reward.flags),
    }
    for name in SLOTS:
        value = reward.slots[name]
        keys[f"rlar_{name}"] = 0.0 if value is None else float(value)
        keys[f"rlar_has_{name}"] = float(value is not None)
    return keys


KEYS = tuple(
    flat_keys(Reward("", None, "failed", None, dict.fromkeys(SLOTS), (), None, None, False, None, {}), 0.0)
)
