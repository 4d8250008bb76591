import { SLOTS } from '../../spec/slots.ts';
import type { Outcome } from './no-reward.ts';

/**
 * The numbers beside a reward, for trainers that log flat maps of numbers: the same keys for every rollout of every kind,
 * failures included. `acc` is the number for filters of whole groups: correctness where a tool judged it, else the reward.
 * A slot that no tool filled is 0 with `…_scored` 0 beside it.
 */
export function rewardNumbers({ reward, value, replaced }: Outcome): Record<string, number> {
  const numbers: Record<string, number> = {
    acc: rawAccuracy({ reward, value, replaced }),
    no_reward: replaced ? 1 : 0,
    truncated: reward.flags.includes('truncated') ? 1 : 0,
    no_content: reward.flags.includes('no_content') ? 1 : 0,
  };
  for (const slot of SLOTS) {
    numbers[slot] = reward.slots[slot] ?? 0;
    numbers[`${slot}_scored`] = reward.slots[slot] === null ? 0 : 1;
  }
  return numbers;
}

/** @returns correctness where a tool judged it, else the number that was sent */
export function rawAccuracy({ reward, value, replaced }: Outcome): number {
  return replaced ? value : (reward.slots.correctness ?? value);
}
