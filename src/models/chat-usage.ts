import { z } from 'zod';
import type { Price } from './settings.ts';

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

/** @returns the usage before the first request. Without a price the cost is null */
export function noUsage(price?: Price): ChatUsage {
  return { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: price ? 0 : null };
}

/** @returns the usage after one more answer */
export function withAnswer(
  before: ChatUsage,
  { inputTokens, outputTokens }: Pick<ChatUsage, 'inputTokens' | 'outputTokens'>,
  price?: Price,
): ChatUsage {
  const cost = price ? (inputTokens * price.input + outputTokens * price.output) / 1e6 : null;
  return {
    calls: before.calls + 1,
    inputTokens: before.inputTokens + inputTokens,
    outputTokens: before.outputTokens + outputTokens,
    costUsd: cost === null ? before.costUsd : (before.costUsd ?? 0) + cost,
  };
}
