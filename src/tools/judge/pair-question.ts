import { z } from 'zod';
import type { PairCriterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { taskText } from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';

/** What a judge says of two responses. */
export interface PairAnswer {
  /** From 0 (the second is better by all criteria) to 1 (the first is); a half where neither is. */
  readonly preference: number;
  readonly reason: string;
}

const SYSTEM = systemText(
  'You are given a task, two responses to it, and criteria. Say for each criterion which of the two responses is better by it, whatever the other criteria say; how they weigh is settled outside of this question. The order in which they stand says nothing.',
);
const SHARE = { first: 1, neither: 0.5, second: 0 } as const;

/**
 * @param first as the judge is shown it, as is `second`
 * @returns what a model is asked. The criteria are decided apart, and their weights are applied outside of the model
 */
export function pairQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  [first, second]: readonly [string, string],
  criteria: readonly PairCriterion[],
): Question<PairAnswer> {
  const texts = fenceTexts({ task: taskText(query), first, second });
  const asked = criteria.map(({ id, asks }) => `- \`${id}\`: ${asks}`);
  const prompt = [
    `The task:\n${texts.of('task')}`,
    `The first response:\n${texts.of('first')}`,
    `The second response:\n${texts.of('second')}`,
    `The criteria; say in \`better\` which one is better by each: \`first\`, \`second\`, or \`neither\` where you see no difference:\n${asked.join('\n')}`,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const one = z.object({
    reason: z.string().max(4_000),
    better: z.enum(['first', 'second', 'neither']),
  });
  const all = z.object({
    check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
    ...Object.fromEntries(criteria.map(({ id }) => [id, one])),
  });
  const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const shape = all.transform((answer: Readonly<Record<string, unknown>>): PairAnswer => {
    const said = criteria.map((criterion) => ({ ...criterion, ...one.parse(answer[criterion.id]) }));
    const preference = said.reduce((sum, part) => sum + part.weight * SHARE[part.better], 0) / weight;
    return {
      preference,
      reason: said.map(({ id, better, reason }) => `${id}: ${better}. ${reason}`).join(' '),
    };
  });
  return { system: SYSTEM, prompt, shape };
}
