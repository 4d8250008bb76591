import { z } from 'zod';
import type { Criterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';
import { standsIn } from './stands-in.ts';

/** What a judge says of one criterion. */
export interface CriterionAnswer {
  readonly reason: string;
  /** From 0 (not met, or the worst grade) to 1. */
  readonly value: number;
  /** Words of the response that show it. */
  readonly quote?: string;
  /** Results of instruments that show it, by id. */
  readonly cites?: readonly string[];
}
export type CriteriaAnswer = Readonly<Record<string, CriterionAnswer>>;

const SYSTEM = systemText(
  'You are given a task, a response to it, and criteria. Say for each criterion whether it holds of the response.',
);
const reason = z.string().max(4_000);
const quote = z.string().max(2_000);

/** What a judge is shown beside the task and the response. */
export interface ShownBeside {
  /** Responses that are known to be good. */
  readonly references?: readonly string[];
  /** Demands of the task in their own words, which criteria speak of by number. */
  readonly demands?: readonly string[];
  /** Ids of the results that instruments gave; what is found must name one of them. */
  readonly results?: readonly string[];
}

/**
 * @param response as the judge is shown it
 * @param criteria asked in this one question
 * @returns what a model is asked: the same for the same arguments
 */
export function criteriaQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  response: string,
  criteria: readonly Criterion[],
  { references = [], demands = [], results }: ShownBeside = {},
): Question<CriteriaAnswer> {
  const texts = fenceTexts({
    task: taskText(query),
    response,
    ...(references.length > 0 && { reference: references.join('\n\n') }),
    ...(demands.length > 0 && { demands: demands.map((text, at) => `${at + 1}. ${text}`).join('\n') }),
  });
  const prompt = [
    `The task:\n${texts.of('task')}`,
    ...(references.length > 0 ? [`A response that is known to be good:\n${texts.of('reference')}`] : []),
    ...(demands.length > 0 ? [`Demands of the task, in its own words:\n${texts.of('demands')}`] : []),
    `The response in question:\n${texts.of('response')}`,
    `The criteria:\n${listedCriteria(criteria)}`,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
      ...Object.fromEntries(criteria.map((one) => [one.id, answerShape(one, response, results)])),
    })
    .transform(({ check: _, ...answers }) => answers as CriteriaAnswer);
  return { system: SYSTEM, prompt, shape };
}

/** @returns the criteria as a judge reads them, with how each is to be answered */
export function listedCriteria(criteria: readonly Criterion[]): string {
  const asked = criteria.map(
    ({ id, asks, grades, quote: quoted }) =>
      `- \`${id}\`: ${asks}\n  ${
        grades
          ? `Give the grade, a whole number: ${grades.map((text, at) => `${at} = ${text}`).join('; ')}.`
          : 'Say whether it holds, with `met`.'
      }${quoted ? ' Copy the words of the response that show it into `quote`, exactly as they stand there; leave it empty where there are none, and the criterion does not hold.' : ''}`,
  );
  return asked.join('\n');
}

/** The system prompt and earlier turns belong to the task. */
export function taskText({ messages, prompt }: Pick<ToolQuery, 'messages' | 'prompt'>): string {
  if (messages.length <= 1) return prompt;
  return messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}

/** @returns the shape of what is said of one criterion of a response */
export function answerShape(
  { grades, quote: quoted, cite = true }: Criterion,
  response: string,
  results?: readonly string[],
): z.ZodType<CriterionAnswer> {
  const most = grades ? grades.length - 1 : 1;
  const verdict = grades ? { grade: z.int().min(0).max(most) } : { met: z.boolean() };
  const cited = results ? { cites: z.array(z.string()).max(20) } : {};
  return z.object({ reason, ...(quoted && { quote }), ...verdict, ...cited }).transform((answer, context) => {
    const { reason: why, ...rest } = answer;
    const given = 'grade' in rest ? rest.grade : rest.met;
    const value = Number(given) / most;
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const cites = results ? z.array(z.string()).parse('cites' in rest ? rest.cites : []) : [];
    // What is found must be shown by a result that was given.
    const isUnshown = cite && value > 0 && cites.length === 0;
    if (results && (isUnshown || cites.some((id) => !results.includes(id))))
      wrong(
        'cites',
        `name the results that show it (${results.join(', ') || 'there are none yet'}), or say that it does not hold`,
      );
    const shown = results ? { cites } : {};
    if (!('quote' in rest)) return { reason: why, value, ...shown };
    const words = quote.parse(rest.quote);
    if (value > 0 && !standsIn(words, response))
      wrong(
        'quote',
        'these words do not stand in the response; copy them from it, or say that it does not hold',
      );
    return { reason: why, value, quote: words, ...shown };
  });
}
