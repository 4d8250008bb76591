import { z } from 'zod';
import { ROUGE_METRICS } from '../../text/metrics/rouge.ts';

/**
 * What an assignment may set.
 * - `metric`: `content` (the default, for summaries: content.ts), `wording` (for data to text: wording.ts), ROUGE as
 *   Google's rouge-score, SQuAD's token F1, or BLEU with n-grams no longer than the reference
 * - `part`: F, precision or recall; for ROUGE and token F1
 * - `stem`: Porter's stemmer; for ROUGE
 * - `guard`: whether facts, sentences and copies are looked at before overlap is paid; by
 *   default with our own metrics, while ROUGE and token F1 keep their values
 */
export const overlapOptions = z.strictObject({
  metric: z.enum(['content', 'wording', ...ROUGE_METRICS, 'token-f1', 'length-bleu']).default('content'),
  part: z.enum(['f', 'p', 'r']).default('f'),
  stem: z.boolean().default(false),
  guard: z.boolean().optional(),
});
export type OverlapOptions = z.infer<typeof overlapOptions>;
