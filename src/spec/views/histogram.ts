import { z } from 'zod';
import { stretch } from './series.ts';

const count = z.number().int().nonnegative();

/** How the rewards of each stretch of steps are distributed. */
export const histogram = z.object({
  /** The ends of the bins, one more than there are bins; a bin holds its lower end, the last one both. */
  edges: z.array(z.number()),
  /** Whether rewards beyond the edges were counted in the first or last bin. */
  open: z.boolean(),
  points: z.array(
    stretch.extend({
      counts: z.array(count),
      /** Rewards without a number. */
      without: count,
    }),
  ),
});
export type Histogram = z.infer<typeof histogram>;
