import { z } from 'zod';
import { withoutVerdictMarks } from './verdict-marks.ts';

/**
 * What a criterion asks, where a language model wrote it out of texts of strangers. It stands in our own voice later, outside of
 * every fence: so it is one line, and nothing in it looks like a verdict or a mark of ours.
 */
export const madeCriterion = z
  .string()
  .transform((text) => withoutVerdictMarks(text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()))
  .pipe(z.string().min(3).max(700));
