import { z } from 'zod';

/** What `rlar` says to a worker of a reward model, one frame at a time, and each answer. */

const input = z.discriminatedUnion('as', [
  z.object({ as: z.literal('text'), text: z.string() }),
  z.object({ as: z.literal('pair'), first: z.string(), second: z.string() }),
  z.object({ as: z.literal('chat'), messages: z.array(z.object({ role: z.string(), content: z.string() })) }),
]);
export type WorkerInput = z.infer<typeof input>;

const open = z.object({
  do: z.literal('open'),
  folder: z.string(),
  /** The files that the model consists of, whose hashes must be these. */
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  dtype: z.string(),
  attention: z.string(),
  /** The token of a text-to-text body whose logit, after one step of its decoder, is the score. */
  decoderToken: z.number().int().nonnegative().optional(),
});

const score = z.object({
  do: z.literal('score'),
  inputs: z.array(input).min(1),
  activation: z.enum(['none', 'sigmoid', 'softmax']),
  maxTokens: z.number().int().positive(),
  overlong: z.enum(['reject', 'truncate-prompt-left']),
});
export type ScoreRequest = z.infer<typeof score>;

export const workerRequest = z.discriminatedUnion('do', [open, score]);
export type OpenRequest = z.infer<typeof open>;

/** `refused`: an input that the model cannot read; each alone may do · `error`: the model cannot be loaded. */
export const workerAnswer = z.union([
  z.object({ refused: z.string() }),
  z.object({ error: z.string() }),
  z.object({ labels: z.number().int().positive() }),
  /** null: a number that is none, such as NaN, which no frame can carry. */
  z.object({ scores: z.array(z.array(z.number().nullable())) }),
]);
export type WorkerAnswer = z.infer<typeof workerAnswer>;
