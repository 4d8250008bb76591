import type { ChatModel } from '../../models/chat-model.ts';
import type { Question } from './question.ts';

/** How a question is asked. */
export interface Asking {
  readonly model: ChatModel;
  /** Most answers to one question; odd. */
  readonly votes: number;
  readonly signal: AbortSignal;
  /** Told of each question before it is sent. */
  readonly onAsk?: () => void;
}

/** Samples differ at this temperature; a single answer is asked for at 0. */
const TEMPERATURE = 0.7;

/**
 * Asks one question until its answers agree: once where one vote is allowed, else twice, and more only where the first
 * two differ.
 * @param same whether two answers say the same
 * @returns the answers, in order
 * @throws RlarError RLAR_MODEL_… where one of them is none: a judge's fault is no verdict
 */
export async function askVotes<Answer>(
  question: Question<Answer>,
  same: (one: Answer, other: Answer) => boolean,
  { model, votes, signal, onAsk }: Asking,
): Promise<Answer[]> {
  const ask = (seed: number): Promise<Answer> => {
    onAsk?.();
    const { system, prompt, shape } = question;
    const temperature = votes === 1 ? 0 : TEMPERATURE;
    return model.askStructured({ purpose: 'judge', system, prompt, seed, temperature, signal }, shape);
  };
  if (votes === 1) return [await ask(1)];
  const first = await Promise.all([ask(1), ask(2)]);
  if (same(first[0]!, first[1]!)) return first;
  const others = Array.from({ length: votes - 2 }, (_, at) => ask(at + 3));
  return [...first, ...(await Promise.all(others))];
}
