import type { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { type JsonObject, jsonObject } from '../spec/json.ts';
import { type Budget, NO_BUDGET, requireBudget } from './budget.ts';
import type { ChatModel, ChatRequest } from './chat-model.ts';
import { noUsage, withAnswer } from './chat-usage.ts';
import type { Completer, CompletionRequest } from './completer.ts';
import type { Price } from './settings.ts';
import { askForShape } from './structured-answer.ts';
import { withoutThinking } from './without-thinking.ts';

interface ModelOptions {
  readonly price?: Price;
  readonly budget?: Budget;
  /** Told of requests whose answers did not fit, where that was the end of it. */
  readonly onUnfit?: (requests: readonly CompletionRequest[]) => void | Promise<void>;
}

/**
 * A chat model over whatever answers: counts, keeps to the budget, reads structured output. Answers out of a recording
 * count as what they cost when they were given.
 * @throws RlarError RLAR_INVALID_CONFIG for a budget in US dollars without a price
 */
export function meteredChatModel(
  completer: Completer,
  { price, budget = NO_BUDGET, onUnfit }: ModelOptions = {},
): ChatModel {
  if (budget.maxUsd !== null && !price)
    throw new RlarError('RLAR_INVALID_CONFIG', 'acquire.maxUsd needs llm.price: what a million tokens cost');
  let usage = noUsage(price);
  let inWork = 0;
  const complete = async (request: CompletionRequest): Promise<string> => {
    request.signal?.throwIfAborted();
    requireBudget(budget, { ...usage, calls: usage.calls + inWork }, request);
    inWork += 1;
    try {
      const completion = await completer.complete(request);
      if (!completion.kept) usage = withAnswer(usage, completion, price);
      request.onAnswer?.(completion.model);
      if (completion.tokens) request.onTokens?.(completion.tokens);
      return withoutThinking(completion.text);
    } finally {
      inWork -= 1;
    }
  };
  return {
    name: completer.name,
    get usage() {
      return usage;
    },
    ask: async (request) => {
      const text = await complete(request);
      if (text !== '') return text;
      await onUnfit?.([request]);
      throw new RlarError('RLAR_MODEL_INVALID_OUTPUT', `the answer for “${request.purpose}” is empty`);
    },
    askStructured: async <Shape>(request: ChatRequest, shape: z.ZodType<Shape>) => {
      const asked: CompletionRequest[] = [];
      try {
        return await askForShape(request, shape, (each, schema) => {
          const whole = { ...each, schema: withoutDialect(jsonObject.parse(schema)) };
          asked.push(whole);
          return complete(whole);
        });
      } catch (thrown) {
        if (thrown instanceof RlarError && thrown.code === 'RLAR_MODEL_INVALID_OUTPUT')
          await onUnfit?.(asked);
        throw thrown;
      }
    },
  };
}

/** The dialect's address says nothing to a model, and would tie a recording's keys to it. */
function withoutDialect({ $schema: _, ...schema }: JsonObject): JsonObject {
  return schema;
}
