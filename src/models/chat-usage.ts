import type { ChatUsage } from '../spec/chat-usage.ts';
import type { Price } from './settings.ts';

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
