import { z } from 'zod';
import { slotName } from './slots.ts';

/** Parts that the settings of several shapes share. */
export const share = z.number().min(0).max(1);
export const weight = z.number().positive().max(1_000);
export const step = z.number().int().nonnegative();
/** A number of the rollout: its length, or one that the trainer sent in `extra_info`, as `extra:NAME`. */
export const measure = z.union([
  z.enum(['characters', 'words', 'steps']),
  z.templateLiteral(['extra:', z.string()]),
]);
export type Measure = z.infer<typeof measure>;

export const slotWeights = z
  .partialRecord(slotName, weight)
  .refine((slots) => Object.keys(slots).length > 0, {
    message: 'name one slot at least',
  });
