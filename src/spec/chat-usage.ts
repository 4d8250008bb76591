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

/** @returns the sum of two usages; its cost is not known where one of theirs is not */
export function addUsage(before: ChatUsage, more: ChatUsage): ChatUsage {
  return {
    calls: before.calls + more.calls,
    inputTokens: before.inputTokens + more.inputTokens,
    outputTokens: before.outputTokens + more.outputTokens,
    costUsd: before.costUsd === null || more.costUsd === null ? null : before.costUsd + more.costUsd,
  };
}

/** Like {@link addUsage}, where null says that nothing was asked. */
export function plusUsage(before: ChatUsage | null, more: ChatUsage | null): ChatUsage | null {
  return before === null || more === null ? (before ?? more) : addUsage(before, more);
}
