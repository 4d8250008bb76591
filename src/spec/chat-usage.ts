import { z } from 'zod';

/** The calls so far and their cost. Tokens are counted by the endpoint. */
export const chatUsage = z.object({
  /** Number of answered requests, with repairs but without retries after an error. */
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** The cost by the configured prices; null without prices. */
  costUsd: z.number().nullable(),
});
export type ChatUsage = Readonly<z.infer<typeof chatUsage>>;
