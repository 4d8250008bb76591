import { z } from 'zod';

/**
 * What a trainer gets for a rollout without a reward. `error`: the request fails · `mask`: 0 with the trainer's own mark
 * beside it · `none`: the trainer's own value for nothing · `neutral`: the mean of what the rollouts of the same group
 * earned, so that the advantage is 0, and one same number for all where none earned anything · a number: what the user chose.
 */
export const noReward = z.union([z.enum(['error', 'mask', 'none', 'neutral']), z.number()]);
export type NoReward = z.infer<typeof noReward>;
