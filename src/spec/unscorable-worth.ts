import { z } from 'zod';

/**
 * What a response without a reward is worth to a run where that is the response's own doing. It is below 1, what a right
 * answer gets: else a policy would learn to be unscorable.
 */
export const unscorableWorth = z
  .number()
  .lt(1, { error: 'must be below 1: an unscorable response would be worth as much as a right one' });
