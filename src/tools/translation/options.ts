import { z } from 'zod';
import { TOKENIZERS } from '../../text/metrics/tokenize.ts';

/**
 * What an assignment may set.
 * - `metric`: `lex` (the default, lex.ts), one of sacrebleu's, or `sem` and `mix`, which need a quality-estimation model
 * - `tokenizer`: for BLEU; what fits the target language where it is left out
 * - `lowercase`: for BLEU, chrF and chrF++
 * - `normalized` to `caseSensitive`: TER's, as in sacrebleu
 * - `guard`: whether numbers, negations and sentences are looked at before overlap is paid; by default with `lex`, while the metrics
 *   of sacrebleu keep their values
 */
export const translationOptions = z.strictObject({
  metric: z.enum(['lex', 'bleu', 'chrf', 'chrf++', 'ter', 'sem', 'mix']).default('lex'),
  tokenizer: z.enum(TOKENIZERS).optional(),
  lowercase: z.boolean().default(false),
  normalized: z.boolean().default(false),
  noPunctuation: z.boolean().default(false),
  asianSupport: z.boolean().default(false),
  caseSensitive: z.boolean().default(false),
  guard: z.boolean().optional(),
});
export type TranslationOptions = z.infer<typeof translationOptions>;
