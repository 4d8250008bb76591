import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { Step } from '../../spec/rollout.ts';
import type { NoInput } from './no-input.ts';
import type { ScorerInput } from './scorer-input.ts';
import { type StepReading, stepsOfResponse } from './steps-of-response.ts';

/** Stands for the steps while the text around them is laid out. */
const PLACE = '\u0000steps\u0000';

/** The steps of a response on their way into the model's layout. */
export interface StepLayout {
  /** In place of the response. */
  readonly text: string;
  /** The laid out input, with its steps. */
  readonly finish: (input: ScorerInput) => ScorerInput | NoInput;
}

/** @param prompt what is asked: a mark of a step in it would be counted as one */
export function layOutSteps(
  read: StepReading,
  {
    prompt,
    response,
    trajectory,
  }: { prompt: string; response: string; trajectory: readonly Step[] | undefined },
): StepLayout | NoInput {
  const { token, each = `{step}${token}`, rows } = read;
  const isSpace = token.trim() === '';
  if (!isSpace && prompt.includes(token))
    return { refused: `The prompt holds ${token}, which ends a step for the model.`, cause: 'query' };
  const steps = stepsOfResponse(read, response, trajectory);
  if ('refused' in steps) return steps;
  if (rows !== 'tokens')
    return {
      text: steps
        .map((step) => each.replace('{step}', () => step))
        .join('')
        .trimEnd(),
      finish: (input) => ({ ...input, steps: steps.length }),
    };
  return {
    text: PLACE,
    finish: (input) => {
      const [before, behind, ...more] = input.as === 'text' ? input.text.split(PLACE) : [];
      if (before === undefined || behind === undefined || more.length > 0)
        return { refused: 'The prompt holds characters that mark a place in the layout.', cause: 'query' };
      return { as: 'pieces', before, parts: steps, mark: token, behind, steps: steps.length };
    },
  };
}

/**
 * One chat for each step, for models that write a verdict on it: the steps are turns of the user, and the turns between
 * them say that the step before was good (the layout of RLHFlow's process models).
 * @param first the chat whose last turn is the prompt with the first step
 */
export function stepChats(
  { token }: StepReading,
  steps: readonly string[],
  first: Extract<ScorerInput, { as: 'chat' }>,
): ScorerInput[] {
  const turns = [...first.messages];
  return steps.map((step, at): ScorerInput => {
    if (at > 0) turns.push({ role: 'assistant', content: token }, { role: 'user', content: step });
    return { as: 'chat', messages: [...turns] };
  });
}

/** @returns whether the model writes its verdict on each step in a turn of its own */
export function writesOfSteps({ runtime, read }: Pick<AdapterSpec, 'runtime' | 'read'>): boolean {
  return runtime === 'chat' && read.from === 'steps';
}
