import { z } from 'zod';

/**
 * Where a run takes up changes of the library. `never`: it keeps the snapshot that it began with, and only a person gives it
 * another · `step`: at the first request of a new step · `epoch`: at the first request of a step in a new epoch. A step that
 * has begun keeps its snapshot, so no group is split.
 */
export const following = z.enum(['never', 'step', 'epoch']);
