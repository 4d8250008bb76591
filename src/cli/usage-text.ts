import type { ChatUsage } from '../spec/chat-usage.ts';

/** @returns calls, tokens and US dollars in words, such as `2 times: 5211 tokens, $0.0031` */
export function usageText({ calls, inputTokens, outputTokens, costUsd }: ChatUsage): string {
  const cost = costUsd === null ? '' : `, $${costUsd.toFixed(4)}`;
  return `${calls} ${calls === 1 ? 'time' : 'times'}: ${inputTokens + outputTokens} tokens${cost}`;
}
