import { z } from 'zod';
import { measure, share, slotWeights, step } from './shape-parts.ts';
import { slotName } from './slots.ts';

/** Settings of the shapes whose result is an advantage: it stands around 0, and no value after it is a reward any more. */
export const advantageShapes = {
  /** Compares the longer half of a group with the shorter one, without a wish for either (CANON, 2025). */
  canon: z.strictObject({
    shape: z.literal('canon'),
    measure: measure.default('characters'),
    /** Share of the comparison between the halves; the rest is within each half. */
    between: share.default(0.5),
  }),
  /**
   * The advantage of a rollout, more or less of it by a number that the trainer sends, such as its mean surprisal or the acceleration
   * of its effective rank (AEM, 2026; VERL, 2025).
   */
  scale: z
    .strictObject({
      shape: z.literal('scale'),
      measure,
      /** What one standard deviation of the measure adds to the factor, at `start` and at `end`. */
      from: z.number().min(-1).max(1),
      to: z.number().min(-1).max(1),
      start: step.default(0),
      end: step,
    })
    .refine(({ start, end }) => end > start, { message: '`end` must be after `start`', path: ['end'] }),
  /** Rollouts of two sorts, such as guided and unguided ones, are compared each with its own (Agent-RLVR, 2025). */
  apart: z.strictObject({
    shape: z.literal('apart'),
    /** The name of the sample's column or `extra_info` that holds the sort. */
    by: z.string().min(1).max(200),
  }),
  /** Sub-queries that no two trajectories ask alike are compared with those that are nearly the same text (CoSearch, 2026). */
  regroup: z.strictObject({
    shape: z.literal('regroup'),
    /** The name of the sample's column or `extra_info` that holds the text. */
    by: z.string().min(1).max(200),
    /** The least similarity of two texts of one group. */
    at: share.default(0.5),
  }),
  /** The advantage of what is better than its group, amplified where the group is mostly wrong (R³L, 2026). */
  amplify: z.strictObject({
    shape: z.literal('amplify'),
    gain: z.number().min(1).max(100).default(2),
    /** Share of right rollouts from which on nothing is amplified. */
    below: share.default(0.5),
    right: z.number().default(1),
  }),
  /** Each slot is normalised over the group by itself, then they are summed (GDPO, 2026). */
  gdpo: z.strictObject({
    shape: z.literal('gdpo'),
    weights: slotWeights,
    /** The other slots are 0 where this one is below its mark: a gate has to close before slots are normalised. */
    behind: z.strictObject({ slot: slotName, at: z.number() }).optional(),
  }),
};
