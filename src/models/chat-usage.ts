import { z } from 'zod';
import type { Price } from './settings.ts';

/** What was asked and what it cost. Tokens as the endpoint counts them. */
export const chatUsage = z.object({
  /** Requests answered, repairs included, retries after an error not. */
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** By the configured prices; null where there are none. */
  costUsd: z.number().nullable(),
});
export type ChatUsage = Readonly<z.infer<typeof chatUsage>>;

/** @returns the usage before anything was asked; without a price there are no costs */
export function noUsage(price?: Price): ChatUsage {
  return { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: price ? 0 : null };
}

/** @returns the usage with one answer more */
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
