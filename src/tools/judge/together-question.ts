import { z } from 'zod';
import type { Criterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import {
  answerShape,
  type CriteriaAnswer,
  listedCriteria,
  type ShownBeside,
  taskText,
} from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';

const SYSTEM = systemText(
  'You are given a task, several responses to it, and criteria. Say for each response, and for each criterion, whether it holds of that response. Each is judged by itself: how it stands beside the others, and where it stands in the list, says nothing.',
);

/** @returns what a model is asked of several responses in one question; its answers are in their order */
export function togetherQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  responses: readonly string[],
  criteria: readonly Criterion[],
  { references = [] }: Pick<ShownBeside, 'references'>,
): Question<CriteriaAnswer[]> {
  const names = responses.map((_, at) => `response${at + 1}`);
  const texts = fenceTexts({
    task: taskText(query),
    ...Object.fromEntries(names.map((name, at) => [name, responses[at]!])),
    ...(references.length > 0 && { reference: references.join('\n\n') }),
  });
  const prompt = [
    `The task:\n${texts.of('task')}`,
    ...(references.length > 0 ? [`A response that is known to be good:\n${texts.of('reference')}`] : []),
    ...names.map((name) => `The response \`${name}\`:\n${texts.of(name)}`),
    `The criteria; answer them for each response, in a field with its name:\n${listedCriteria(criteria)}`,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const shapeOf = (response: string) =>
    z.object(Object.fromEntries(criteria.map((one) => [one.id, answerShape(one, response)])));
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
      ...Object.fromEntries(names.map((name, at) => [name, shapeOf(responses[at]!)])),
    })
    .transform((answer: Readonly<Record<string, unknown>>) =>
      names.map((name) => answer[name] as CriteriaAnswer),
    );
  return { system: SYSTEM, prompt, shape };
}
