import type { ChatModel } from '../../models/chat-model.ts';
import type { ChatUsage } from '../../spec/chat-usage.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import { failed, type Verdict } from '../../spec/verdict.ts';
import type { Asking } from './ask-votes.ts';

/** How a judge reaches its model, or the cheaper one before it. */
export type OpenModel = (which?: 'cheaper') => Promise<ChatModel>;

/**
 * Runs work that asks a model, and counts what it asks.
 * @param open gives a model whose usage is that of this work alone
 * @param work gets how to ask; `asked` tells the evidence of its questions
 * @returns its verdict; where the model's answers are none, a `failed` one: what keeps a judge from a verdict is its own
 * fault, and never the response's
 */
export async function askedJudge<Made extends Verdict>(
  open: OpenModel,
  how: Pick<Asking, 'votes' | 'signal'>,
  work: (asking: Asking, asked: () => JsonObject) => Promise<Made>,
): Promise<Made | Verdict> {
  let questions = 0;
  let splits = 0;
  const results: JsonObject[] = [];
  let model: ChatModel | null = null;
  const asked = (): JsonObject => ({
    ...(model && { model: model.name }),
    questions,
    ...(splits > 0 && { splits }),
    ...(results.length > 0 && { results: [...results] }),
  });
  const spent = (before: ChatUsage | undefined): { usage?: ChatUsage } =>
    model && before && model.usage.calls > before.calls ? { usage: between(before, model.usage) } : {};
  let before: ChatUsage | undefined;
  try {
    model = await open();
    before = model.usage;
    const onAsk = (): void => {
      questions += 1;
    };
    const onSplit = (): void => {
      splits += 1;
    };
    const made = await work(
      { ...how, model, onAsk, onSplit, onResult: (result) => void results.push(result) },
      asked,
    );
    return { ...made, ...spent(before) };
  } catch (thrown) {
    if (!(thrown instanceof RlarError)) throw thrown;
    return { ...failed(thrown.code, thrown.message, 'system'), evidence: asked(), ...spent(before) };
  }
}

function between(before: ChatUsage, after: ChatUsage): ChatUsage {
  return {
    calls: after.calls - before.calls,
    inputTokens: after.inputTokens - before.inputTokens,
    outputTokens: after.outputTokens - before.outputTokens,
    costUsd: after.costUsd === null ? null : after.costUsd - (before.costUsd ?? 0),
  };
}
