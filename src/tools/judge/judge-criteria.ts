import type { Criterion, JudgeSpecOf } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { type Asking, askVotes } from './ask-votes.ts';
import {
  type CriteriaAnswer,
  type CriterionAnswer,
  criteriaQuestion,
  type ShownBeside,
} from './criteria-question.ts';
import { instrumentedQuestion } from './instrumented-question.ts';
import { likelihoodQuestion } from './likelihoods.ts';
import type { Findings } from './rubric-verdict.ts';

/** What a judge is asked of a response, and how. */
export type CriteriaAsked = Pick<JudgeSpecOf<'rubric'>, 'criteria' | 'apart' | 'instruments' | 'likelihoods'>;

/**
 * Asks a judge for all criteria that can still change the reward: hard rules first, and none behind one that is broken;
 * a criterion only where those are met that it comes after.
 * @param response as the judge is shown it
 * @throws RlarError RLAR_MODEL_… where one answer is none
 */
export async function judgeCriteria(
  { criteria, apart, instruments, likelihoods }: CriteriaAsked,
  query: ToolQuery,
  response: string,
  beside: ShownBeside,
  asking: Asking,
): Promise<Findings> {
  const found = new Map<string, CriterionAnswer>();
  const ask = async (some: readonly Criterion[]): Promise<void> => {
    const question = instruments
      ? instrumentedQuestion(instruments, { query, response, criteria: some, beside, asking })
      : likelihoods
        ? likelihoodQuestion(query, response, some, beside)
        : criteriaQuestion(query, response, some, beside);
    const answers = await askVotes(question, sameAnswers, asking);
    for (const [id, answer] of Object.entries(settledAnswers(some, answers))) found.set(id, answer);
  };
  if (!apart) {
    await ask(criteria);
    return found;
  }
  const broken = () => criteria.some(({ id, hard }) => hard && found.has(id) && found.get(id)!.value !== 1);
  for (const round of rounds(criteria)) {
    const open = round.filter(({ after }) => after.every((id) => found.get(id)?.value === 1));
    await Promise.all(open.map((one) => ask([one])));
    if (broken()) break;
  }
  return found;
}

/** @returns the criteria in rounds: those that need no other first, hard rules before the rest of their round */
function rounds(criteria: readonly Criterion[]): Criterion[][] {
  const depth = new Map<string, number>();
  for (const { id, after } of criteria)
    depth.set(id, Math.max(-1, ...after.map((other) => depth.get(other)!)) + 1);
  const levels = Map.groupBy(criteria, ({ id }) => depth.get(id)!);
  return [...levels]
    .sort(([left], [right]) => left - right)
    .flatMap(([, level]) => [level.filter(({ hard }) => hard), level.filter(({ hard }) => !hard)])
    .filter((round) => round.length > 0);
}

/** Whether two answers say the same of every criterion. */
export function sameAnswers(one: CriteriaAnswer, other: CriteriaAnswer): boolean {
  return Object.keys(one).every((id) => one[id]!.value === other[id]?.value);
}

/** @returns what several votes say of each criterion */
export function settledAnswers(
  criteria: readonly Criterion[],
  votes: readonly CriteriaAnswer[],
): CriteriaAnswer {
  return Object.fromEntries(
    criteria.map(({ id, grades }) => [
      id,
      settled(
        votes.map((vote) => vote[id]!),
        grades !== undefined,
      ),
    ]),
  );
}

/** Of several votes: what most say of a criterion that is met or not, the mean of grades. */
function settled(votes: readonly CriterionAnswer[], graded: boolean): CriterionAnswer {
  const mean = votes.reduce((sum, { value }) => sum + value, 0) / votes.length;
  if (graded) return { ...votes[0]!, value: mean };
  const value = mean > 0.5 ? 1 : 0;
  return votes.find((vote) => vote.value === value)!;
}
