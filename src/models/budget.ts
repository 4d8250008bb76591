import type { ChatUsage } from '../spec/chat-usage.ts';
import { RlarError } from '../spec/errors.ts';
import type { CompletionRequest } from './completer.ts';

/** What may be spent; null is no bound. */
export interface Budget {
  readonly maxCalls: number | null;
  /** Input and output together. */
  readonly maxTokens: number | null;
  readonly maxUsd: number | null;
}

export const NO_BUDGET: Budget = { maxCalls: null, maxTokens: null, maxUsd: null };

/**
 * Stops a run before the call that would overspend. A call counts from the moment it is sent. Until the endpoint has
 * counted its tokens, its prompt is taken to have one token for four characters. What an answer will cost is not foreseen.
 * @param spent with the calls in work
 * @throws RlarError RLAR_BUDGET_SPENT
 */
export function requireBudget(budget: Budget, spent: ChatUsage, request: CompletionRequest): void {
  const { maxCalls, maxTokens, maxUsd } = budget;
  const tokens = spent.inputTokens + spent.outputTokens;
  const prompt = Math.ceil((request.system.length + request.prompt.length) / 4);
  const refuse = (what: string): never => {
    throw new RlarError('RLAR_BUDGET_SPENT', `${what}, before “${request.purpose}”`);
  };
  if (maxCalls !== null && spent.calls >= maxCalls) refuse(`${spent.calls} of ${maxCalls} calls are spent`);
  if (maxTokens !== null && tokens + prompt > maxTokens)
    refuse(`${tokens} of ${maxTokens} tokens are spent, and the prompt has about ${prompt}`);
  if (maxUsd !== null && spent.costUsd !== null && spent.costUsd >= maxUsd)
    refuse(`${spent.costUsd.toFixed(4)} of ${maxUsd} US dollars are spent`);
}
