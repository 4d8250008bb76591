import { z } from 'zod';
import type { ToolQuery } from '../../spec/tool.ts';
import { taskText } from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';
import { standsIn } from './stands-in.ts';

/** What a judge says of a response beside the right answers. */
export interface EquivalenceAnswer {
  readonly reason: string;
  /** The words of the response that give its answer; '' where it gives none. */
  readonly says: string;
  readonly same: boolean;
}

const SYSTEM = systemText(
  'You are given a question, the answers that are known to be right, and a response to the question. Say whether the answer that the response gives in the end is one of the right ones.',
);
const RULES = `The field \`says\`: the words of the response that give its answer: one unbroken stretch, copied exactly as it stands there. It may run over several lines, without their bars. Where the answer stands in several places, take the one that gives most of it. Leave it empty where there is no answer.
The field \`same\`: whether the answer of the response means what one of the right answers means, for this question. Another spelling, other words, a full name for a short one, and more detail that contradicts nothing mean the same. Where the question asks when something happened, the year is enough, unless it asks for the day or the month. Where the question asks for several things, they are the parts of one answer, in any order: it is the same where the response names all parts that one of the right answers names, and adds none that does not belong to them. It is not the same where the response gives several answers to choose from, says that it does not know, denies its answer or takes it back, gives something wider or vaguer than the question asks for, leaves out a part that the question asks for, or adds what makes it wrong. You need not know whether the right answers are true.`;

/** @returns what a model is asked about a response, as the judge is shown it */
export function equivalenceQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt' | 'references'>,
  response: string,
): Question<EquivalenceAnswer> {
  const right = query.references.map((text) => `- ${text}`).join('\n');
  const texts = fenceTexts({ question: taskText(query), right, response });
  const prompt = [
    `The question:\n${texts.of('question')}`,
    `Answers that are known to be right; each of them is enough:\n${texts.of('right')}`,
    `The response:\n${texts.of('response')}`,
    RULES,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
      reason: z.string().max(4_000),
      says: z.string().max(2_000),
      same: z.boolean(),
    })
    .refine(({ says, same }) => !same || standsIn(says, response), {
      path: ['says'],
      message: 'these words do not stand in the response; copy them from it, or say that it is not the same',
    })
    .transform(({ check: _, ...answer }) => answer);
  return { system: SYSTEM, prompt, shape };
}
