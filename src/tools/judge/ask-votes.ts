import type { ChatModel } from '../../models/chat-model.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Question } from './question.ts';

/** How a question is asked. */
export interface Asking {
  readonly model: ChatModel;
  /** Most answers to one question; odd. */
  readonly votes: number;
  readonly signal: AbortSignal;
  /** Told of each question before it is sent. */
  readonly onAsk?: () => void;
  /** Told what an instrument worked out. */
  readonly onResult?: (result: JsonObject) => void;
  /** Told where the first two answers to a question differ. */
  readonly onSplit?: () => void;
}

/** Samples differ at this temperature; a single answer is asked for at 0. */
const TEMPERATURE = 0.7;

/**
 * Asks one question until its answers agree: once where one vote is allowed, else twice, and where these differ, one more at a
 * time until no further vote could change what most say.
 * @param same whether two answers say the same
 * @returns the answers, in order
 * @throws RlarError RLAR_MODEL_… where one of them is none: a judge's fault is no verdict
 */
export async function askVotes<Answer>(
  question: Question<Answer>,
  same: (one: Answer, other: Answer) => boolean,
  { model, votes, signal, onAsk, onSplit }: Asking,
): Promise<Answer[]> {
  const ask = (seed: number): Promise<Answer> => {
    onAsk?.();
    const { system, prompt, shape, read } = question;
    const temperature = votes === 1 ? 0 : TEMPERATURE;
    const request = { purpose: 'judge', system, prompt, seed, temperature, signal };
    return read ? read(model, request) : model.askStructured(request, shape);
  };
  if (votes === 1) return [await ask(1)];
  const answers = await Promise.all([ask(1), ask(2)]);
  if (same(answers[0]!, answers[1]!)) return answers;
  onSplit?.();
  const most = (): number =>
    Math.max(...answers.map((one) => answers.filter((other) => same(one, other)).length));
  while (answers.length < votes && most() <= votes / 2) answers.push(await ask(answers.length + 1));
  return answers;
}
