import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { adaptiveCriteria } from './adaptive-criteria.ts';
import type { Asking } from './ask-votes.ts';
import { pairQuestion } from './pair-question.ts';
import { saysTheSame } from './says-the-same.ts';

/** What came of two responses beside each other. */
export interface Comparison {
  /** How far the one is better than the other: 1 by everything, a half where neither is or the orders disagree. */
  readonly preference: number;
  /** Whether the last two answers, one in each order, name the same response. */
  readonly agreed: boolean;
  readonly questions: number;
  readonly reason: string;
}

/** What two responses are compared by. */
export type Compared = Pick<JudgeSpecOf<'pairs'>, 'criteria' | 'adaptive'>;

/**
 * Asks which of two responses is better, in both orders, until the two orders agree. Of one text twice nothing is asked.
 * @param asking `votes`: the most rounds of two questions
 * @throws RlarError RLAR_MODEL_…
 */
export async function comparePair(
  query: ToolQuery,
  one: string,
  other: string,
  given: Compared,
  { model, votes, signal, onAsk, onSplit }: Asking,
): Promise<Comparison> {
  if (saysTheSame(one, other))
    return { preference: 0.5, agreed: true, questions: 0, reason: 'Both say the same.' };
  const asking = { model, votes, signal, ...(onAsk && { onAsk }) };
  const criteria = given.adaptive
    ? await adaptiveCriteria(query, [one, other], given.criteria, asking)
    : given.criteria;
  const ask = (first: string, second: string, seed: number) => {
    onAsk?.();
    const { system, prompt, shape } = pairQuestion(query, [first, second], criteria);
    return model.askStructured(
      { purpose: 'judge', system, prompt, seed, temperature: seed === 1 ? 0 : 0.7, signal },
      shape,
    );
  };
  let sum = 0;
  let questions = 0;
  for (let seed = 1; ; seed += 1) {
    const [there, back] = await Promise.all([ask(one, other, seed), ask(other, one, seed)]);
    sum += there.preference + (1 - back.preference);
    questions += 2;
    const agreed = Math.sign(there.preference - 0.5) === Math.sign(0.5 - back.preference);
    if (!agreed && seed === 1) onSplit?.();
    const round = Math.round((1e6 * sum) / questions) / 1e6;
    if (agreed || seed === votes) return { preference: round, agreed, questions, reason: there.reason };
  }
}
