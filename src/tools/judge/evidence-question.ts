import { z } from 'zod';
import type { ToolQuery } from '../../spec/tool.ts';
import { taskText } from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';
import { withoutVerdictMarks } from './verdict-marks.ts';

/** A piece of evidence that stands in a trajectory. */
export interface PieceOfEvidence {
  readonly step: number;
  readonly quote: string;
  /** Who said it: the policy itself, or what its calls gave back. */
  readonly role: string;
}

export interface EvidenceAnswer {
  readonly reason: string;
  /** Whether it shows that the whole task was done. */
  readonly shows: boolean;
  /** Numbers of the pieces that are beside the point. */
  readonly beside: readonly number[];
}

const SYSTEM = systemText(
  'You are given a task, and pieces of evidence out of the record of somebody who worked on it. Say whether they show that the task was done.',
);
const RULES = `The pieces were found in the record, so that they are real; you do not see the rest. What a piece by \`assistant\` claims is only a claim: what came back from outside shows what happened. Where a part of the task is not shown, they do not show that it was done.
The field \`shows\`: whether the pieces together show that the whole task was done. The field \`beside\`: the numbers of the pieces that show nothing about it.`;

/** @returns what a model is asked about the evidence */
export function evidenceQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  pieces: readonly PieceOfEvidence[],
): Question<EvidenceAnswer> {
  const listed = pieces
    .map(({ step, quote, role }, at) => `${at + 1}. (step ${step}, ${role}) ${withoutVerdictMarks(quote)}`)
    .join('\n');
  const texts = fenceTexts({ task: taskText(query), response: listed });
  const prompt = [
    `The task:\n${texts.of('task')}`,
    `The pieces of evidence:\n${texts.of('response')}`,
    RULES,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
      reason: z.string().max(4_000),
      shows: z.boolean(),
      beside: z.array(z.int().min(1).max(pieces.length)).max(pieces.length),
    })
    .transform(({ check: _, beside, ...answer }) => ({ ...answer, beside: [...new Set(beside)] }));
  return { system: SYSTEM, prompt, shape };
}
