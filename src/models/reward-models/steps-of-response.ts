import type { ScoreReading } from '../../spec/adapter-spec.ts';
import type { Step } from '../../spec/rollout.ts';
import type { NoInput } from './no-input.ts';

export type StepReading = Extract<ScoreReading, { from: 'steps' }>;

/** Steps of one response that a model judges. */
const MOST_STEPS = 512;
const ENDS = { 'blank-line': /\n[^\S\n]*\n\s*/, line: /\n\s*/ } as const;

/**
 * The steps of a response, as a process reward model judges them: those of a trajectory in which the policy only wrote, or
 * the paragraphs (or lines) of a text.
 * @returns the trimmed texts, none of them empty
 */
export function stepsOfResponse(
  { split = 'blank-line' }: Pick<StepReading, 'split'>,
  text: string,
  trajectory: readonly Step[] = [],
): readonly string[] | NoInput {
  const silent = trajectory.some(
    ({ role, content, tool_calls: calls, observation }) =>
      role !== 'assistant' || content.trim() === '' || calls !== undefined || observation !== undefined,
  );
  if (silent)
    return {
      refused: 'The trajectory has steps other than texts of the policy, and the model judges those alone.',
      cause: 'query',
    };
  const parts = trajectory.length > 0 ? trajectory.map(({ content }) => content) : text.split(ENDS[split]);
  const steps = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (steps.length === 0) return { refused: 'The response has no step.', cause: 'output' };
  return steps.length > MOST_STEPS
    ? {
        refused: `The response has ${steps.length} steps, and the model judges ${MOST_STEPS} at most.`,
        cause: 'output',
      }
    : steps;
}
