import { z } from 'zod';
import type { PairCriterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import type { Asking } from './ask-votes.ts';
import { taskText } from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { madeCriterion } from './made-criterion.ts';
import { type Question, systemText } from './question.ts';

const SYSTEM = systemText(
  'You are given a task, two responses to it, and principles. Say by which criteria these two responses are to be compared: what the principles mean for this task, where the two differ. Do not say which one is better.',
);
const RULES = `Two to five criteria. Each is a statement about one response that can be better met by the one or by the other, in a sentence; it follows from a principle, whose name stands in \`from\`; and \`weight\`, from 1 to 3, says how much it matters for this task. None of them speaks of length or form unless the task asks for it.`;

/** @returns what a model is asked: the same for the same two responses, in either order */
export function adaptiveQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  responses: readonly [string, string],
  principles: readonly PairCriterion[],
): Question<PairCriterion[]> {
  const [first = '', second = ''] = responses.toSorted();
  const texts = fenceTexts({ task: taskText(query), first, second });
  const prompt = [
    `The task:\n${texts.of('task')}`,
    `One response:\n${texts.of('first')}`,
    `Another response:\n${texts.of('second')}`,
    `The principles:\n${principles.map(({ id, asks }) => `- \`${id}\`: ${asks}`).join('\n')}`,
    RULES,
    `The mark is ${texts.mark}.`,
  ].join('\n\n');
  const names = principles.map(({ id }) => id);
  const shape = z
    .object({
      check: z.string().refine((mark) => mark === texts.mark, `it must be the mark, ${texts.mark}`),
      criteria: z
        .array(
          z.object({
            from: z.string().refine((name) => names.includes(name), `one of ${names.join(', ')}`),
            asks: z.string().max(500).pipe(madeCriterion),
            weight: z.int().min(1).max(3),
          }),
        )
        .min(2)
        .max(5),
    })
    .transform(({ criteria }): PairCriterion[] =>
      criteria.map(({ from, asks, weight }, at) => {
        const principle = principles.find(({ id }) => id === from)!;
        // What a principle weighs is not for the model to say.
        return { id: `c${at + 1}-${from}`.slice(0, 40), asks, weight: weight * principle.weight };
      }),
    );
  return { system: SYSTEM, prompt, shape };
}

/**
 * Makes criteria for two responses out of principles (the adaptive meta-rubrics of OpenRS, 2026). They are then compared by each
 * of these, and the weights are applied outside of the model.
 * @throws RlarError RLAR_MODEL_…
 */
export function adaptiveCriteria(
  query: ToolQuery,
  responses: readonly [string, string],
  principles: readonly PairCriterion[],
  { model, signal, onAsk }: Asking,
): Promise<PairCriterion[]> {
  onAsk?.();
  const { system, prompt, shape } = adaptiveQuestion(query, responses, principles);
  return model.askStructured({ purpose: 'judge', system, prompt, seed: 1, temperature: 0, signal }, shape);
}
