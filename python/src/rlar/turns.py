"""Rewards of steps, put where a trainer of turns or tokens wants them.

The server answers one number a step of a trajectory where a shape of the run makes them (docs/shaping.md). A trainer
learns on what its policy wrote, so the numbers of results and of what others said belong to the turn that caused them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def turn_rewards(step_rewards: Sequence[float], steps: Sequence[Mapping[str, Any]]) -> list[float]:
    """One number a turn of the policy: its own step's, and those of all that follow up to its next turn.

    What stands before its first turn counts for that turn, so that the sum stays the same.

    :param steps: the messages that were sent as the response, in order
    :raises ValueError: where there is not one number a step, or no turn of the policy
    """
    if len(step_rewards) != len(steps):
        raise ValueError(f"{len(step_rewards)} rewards for {len(steps)} steps: one each is needed")
    turns: list[float] = []
    waiting = 0.0
    for number, step in zip(step_rewards, steps, strict=True):
        if step.get("role") == "assistant":
            turns.append(waiting + number)
            waiting = 0.0
        elif turns:
            turns[-1] += number
        else:
            waiting += number
    if steps and not turns:
        raise ValueError("no step is a turn of the policy (role assistant)")
    return turns


def turn_weights(step_weights: Sequence[float], steps: Sequence[Mapping[str, Any]]) -> list[float]:
    """One weight a turn of the policy: that of its own step. What came back of it is never trained on.

    :raises ValueError: where there is not one weight a step
    """
    if len(step_weights) != len(steps):
        raise ValueError(f"{len(step_weights)} weights for {len(steps)} steps: one each is needed")
    return [weight for weight, step in zip(step_weights, steps, strict=True) if step.get("role") == "assistant"]


def token_weights(turns: Sequence[float], policy_mask: Sequence[Any]) -> list[float]:
    """By token of the response: the weight of its turn where the policy wrote it, 0 elsewhere: a mask of the loss.

    :raises ValueError: where the mask has another number of turns
    """
    ends = turn_ends(policy_mask)
    if len(turns) != len(ends):
        raise ValueError(f"{len(turns)} turns for {len(ends)} in the mask: one each is needed")
    turn = 0
    weights: list[float] = []
    for index, own in enumerate(policy_mask):
        weights.append(float(turns[turn]) if own else 0.0)
        turn += int(turn < len(ends) - 1 and index == ends[turn])
    return weights


def token_rewards(turns: Sequence[float], ends: Sequence[int], length: int) -> list[float]:
    """A list of ``length`` numbers: each turn's reward on its last token, 0 elsewhere.

    :param ends: by turn the index of its last token in the response
    :raises ValueError: where ends do not grow, or one lies outside
    """
    if len(turns) != len(ends):
        raise ValueError(f"{len(turns)} turns with {len(ends)} ends: one each is needed")
    if any(later <= earlier for earlier, later in zip(ends, ends[1:])) or any(not 0 <= end < length for end in ends):
        raise ValueError(f"the ends {list(ends)} do not grow from 0 up to below {length}")
    tokens = [0.0] * length
    for number, end in zip(turns, ends, strict=True):
        tokens[end] = float(number)
    return tokens


def turn_ends(policy_mask: Sequence[Any]) -> list[int]:
    """By turn the index of its last token, from a mask that is true on what the policy wrote (verl's ``response_mask``)."""
    return [
        index
        for index, own in enumerate(policy_mask)
        if own and (index + 1 == len(policy_mask) or not policy_mask[index + 1])
    ]
