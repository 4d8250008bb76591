import type { z } from 'zod';
import type { ChatModel, ChatRequest } from '../models/chat-model.ts';
import { askForShape } from '../models/structured-answer.ts';
import { withoutThinking } from '../models/without-thinking.ts';
import type { ChatUsage } from '../spec/chat-usage.ts';
import { RlarError } from '../spec/errors.ts';
import type { JsonObject } from '../spec/json.ts';

/** An answer as the model would give it: text, or an object that it gives as JSON; an error is thrown. */
type ScriptedAnswer = string | JsonObject | RlarError;
/** Answers in the order of the questions, or a function of the question. */
export type Script =
  | readonly ScriptedAnswer[]
  | ((request: ChatRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** A chat model whose answers are written beforehand, for tests. */
export interface ScriptedModel extends ChatModel {
  /** Everything that was asked, repairs included, in order. */
  readonly requests: readonly ChatRequest[];
}

/**
 * A chat model for tests: no network, answers from `script`. It counts a token for four characters and costs nothing.
 * @throws RlarError RLAR_CASSETTE_MISS from `ask` where the script has no more answers
 */
export function scriptedModel(script: Script, name = 'scripted'): ScriptedModel {
  const requests: ChatRequest[] = [];
  let usage: ChatUsage = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const ask = async (request: ChatRequest): Promise<string> => {
    request.signal?.throwIfAborted();
    const index = requests.push(request) - 1;
    const answer = typeof script === 'function' ? await script(request, index) : script[index];
    if (answer === undefined)
      throw new RlarError('RLAR_CASSETTE_MISS', `no scripted answer ${index} for “${request.purpose}”`);
    if (answer instanceof RlarError) throw answer;
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    usage = {
      calls: usage.calls + 1,
      inputTokens: usage.inputTokens + Math.ceil((request.system.length + request.prompt.length) / 4),
      outputTokens: usage.outputTokens + Math.ceil(text.length / 4),
      costUsd: 0,
    };
    request.onAnswer?.(name);
    return withoutThinking(text);
  };
  return {
    name,
    requests,
    get usage() {
      return usage;
    },
    ask,
    askStructured: <Shape>(request: ChatRequest, shape: z.ZodType<Shape>) => askForShape(request, shape, ask),
  };
}
