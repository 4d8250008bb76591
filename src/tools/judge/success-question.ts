import { z } from 'zod';
import type { ToolQuery } from '../../spec/tool.ts';
import { taskText } from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { type Question, systemText } from './question.ts';
import { standsIn } from './stands-in.ts';
import type { Transcript } from './transcript.ts';

/** What a judge says of a trajectory. */
export interface SuccessAnswer {
  readonly reason: string;
  /** The number of the step that shows it; 0 where none does. */
  readonly step: number;
  /** Words of that step. */
  readonly quote: string;
  readonly done: boolean;
}

const SYSTEM = systemText(
  'You are given a task, and what somebody did about it, step by step, with what came back, to the final answer. Say whether the task was done in the end.',
);
const RULES = `What counts is the state at the end, as the last observations show it, and the final answer where the task asks for one. That the steps say they did it is no sign that it was done: look for the observation, or the answer, that shows it. A task that was done in part, done to something else, or undone again is not done. Where nothing shows it, it is not done.
The field \`step\`: the number of the step that shows it; 0 where none does. The field \`quote\`: words of this step that show it, exactly as they stand there; empty where there are none. The field \`done\`: whether the whole task was done.`;

/** @returns what a model is asked of a trajectory: the same for the same trajectory */
export function successQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  { steps, shown }: Transcript,
): Question<SuccessAnswer> {
  const texts = fenceTexts({ task: taskText(query), response: shown });
  const prompt = [
    `The task:\n${texts.of('task')}`,
    `What was done, by numbered steps:\n${texts.of('response')}`,
    RULES,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
      reason: z.string().max(4_000),
      step: z.int().min(0).max(steps.length),
      quote: z.string().max(2_000),
      done: z.boolean(),
    })
    .refine(({ done, step, quote }) => !done || (step > 0 && standsIn(quote, steps[step - 1]!)), {
      path: ['quote'],
      message: 'these words do not stand in that step; copy them from it, or say that it was not done',
    })
    .transform(({ check: _, ...answer }) => answer);
  return { system: SYSTEM, prompt, shape };
}
