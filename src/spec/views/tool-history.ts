import { z } from 'zod';
import { shareSchema } from '../share.ts';

const count = z.number().int().nonnegative();

/** How people's verdicts agree with what a tool said of the same responses. */
export const agreement = z.object({
  verdicts: count,
  agree: count,
  /** The tool said right, a person wrong. */
  falsePositives: count,
  falseNegatives: count,
  /** Of verdicts; null without one. */
  share: shareSchema.nullable(),
});
