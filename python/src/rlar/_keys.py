"""The flat numeric keys of one sample, for trainers that log what stands beside the score.

Such trainers take the keys of the first sample for all of a batch, so every sample of a deployment has this one set,
on failure as on success, and only numbers in it.
"""

from __future__ import annotations

from rlar.reward import SLOTS, Reward


def flat_keys(reward: Reward, score: float) -> dict[str, float]:
    """``score`` is what the trainer optimises; ``acc`` the correctness alone, where a tool said it, for group filters.

    A slot that nothing filled has 0 beside ``SLOT_scored`` = 0: divide the two means to get the mean where there is one.
    The server's adapters answer the same keys.
    """
    correctness = reward.slots["correctness"]
    keys = {
        "score": score,
        "acc": score if correctness is None or not reward.scored else float(correctness),
        "no_reward": float(not reward.scored),
        "truncated": float("truncated" in reward.flags),
        "no_content": float("no_content" in reward.flags),
    }
    for name in SLOTS:
        value = reward.slots[name]
        keys[name] = 0.0 if value is None else float(value)
        keys[f"{name}_scored"] = float(value is not None)
    return keys


KEYS = tuple(
    flat_keys(Reward("", None, "failed", None, dict.fromkeys(SLOTS), (), None, None, False, None, None, None, {}), 0.0)
)
