import { z } from 'zod';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';

/** Whether two people judge a pair on the same ground. */
export interface GroundsAnswer {
  readonly reason: string;
  readonly same: boolean;
}

const SYSTEM = systemText(
  'You are given a task, a better and a worse response, why somebody who knows prefers the better one, and why another judge does. Say whether the other judge has seen what makes the difference.',
);
const RULES = `The field \`same\`: whether the judge names the ground, or one of the grounds, that decides it for whoever knows. Other words do not matter. It is not the same where the judge praises something else, names a fault that is not there, gives no ground but that the one is better, or is right by luck.`;

/** @returns what a model is asked about the reasons of a judge: the same for the same texts */
export function groundsQuestion(texts: {
  readonly task: string;
  readonly better: string;
  readonly worse: string;
  readonly critique: string;
  readonly reasons: string;
}): Question<GroundsAnswer> {
  const fenced = fenceTexts(texts);
  const prompt = [
    `The task:\n${fenced.of('task')}`,
    `The better response:\n${fenced.of('better')}`,
    `The worse response:\n${fenced.of('worse')}`,
    `Why somebody who knows prefers the better one:\n${fenced.of('critique')}`,
    `Why the other judge does:\n${fenced.of('reasons')}`,
    RULES,
    `The mark is ${fenced.mark}.`,
  ].join('\n\n');
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === fenced.mark, `it must be the mark, ${fenced.mark}`),
      reason: z.string().max(4_000),
      same: z.boolean(),
    })
    .transform(({ check: _, ...answer }) => answer);
  return { system: SYSTEM, prompt, shape };
}
