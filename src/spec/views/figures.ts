import { z } from 'zod';
import { slots } from '../slots.ts';

const count = z.number().int().nonnegative();

/** What is counted of a set of rewards. */
export const rewardFigures = z.object({
  rewards: count,
  scored: count,
  /** Rewards without a number, by their cause; `other` where no cause was recorded. */
  missing: z.object({ output: count, query: count, system: count, other: count }),
  /** Mean of the numbers; null without one. */
  mean: z.number().nullable(),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  /** Mean number of characters of the responses; null where texts are stored as hashes. */
  length: z.number().nullable(),
  /** Mean of each slot; null where nothing filled it. */
  slots,
  /** Number of rewards by flag, the most frequent first. */
  flags: z.record(z.string(), count),
  /** Milliseconds since 1970 of the newest reward. */
  latest: z.number(),
  /**
   * Groups with at least two numbers, and how many of these have the same number throughout, so that GRPO learns nothing from
   * them; null where groups are not counted. A group is all rollouts of a query within a step.
   */
  groups: count.nullable(),
  zeroSignal: count.nullable(),
});
export type RewardFigures = z.infer<typeof rewardFigures>;
