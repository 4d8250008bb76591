import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { RawScore } from './raw-score.ts';
import type { StepReading } from './steps-of-response.ts';

/**
 * Makes one score of a number for each step. The steps count: a server that answers with more or fewer numbers read another
 * text, or is not told where a step ends.
 * @param steps of the response
 */
export function stepScore(
  {
    read,
    sign,
    range,
  }: Omit<Pick<AdapterSpec, 'read' | 'sign' | 'range'>, 'read'> & { readonly read: StepReading },
  numbers: readonly number[],
  steps: number,
): RawScore {
  if (numbers.length !== steps)
    return wrong(
      `${numbers.length} numbers for ${steps} steps: is the server told that ${JSON.stringify(read.token)} ends a step (vLLM: --pooler-config with STEP and step_tag_id)?`,
    );
  const odd = numbers.find((value) => !Number.isFinite(value));
  if (odd !== undefined) return wrong(`${odd} is no score of a step`);
  const outside = range && numbers.find((value) => value < range[0] || value > range[1]);
  if (range && outside !== null && outside !== undefined)
    return wrong(`the score ${outside} of a step is outside of the range ${range[0]} to ${range[1]}`);
  const scores = numbers.map((value) => (value === 0 ? 0 : sign * value));
  return { score: reduced(scores, read.reduce), steps: scores };
}

/**
 * `product`: that all steps are right (“Let's Verify Step by Step”, arXiv 2305.20050) · `least`: the weakest step
 * (Math-Shepherd, arXiv 2312.08935) · `last`: the step that saw all others (arXiv 2408.03314) · `mean`
 */
function reduced(scores: readonly number[], how: StepReading['reduce']): number {
  switch (how) {
    case 'last':
      return scores.at(-1)!;
    case 'least':
      return Math.min(...scores);
    case 'product':
      return scores.reduce((product, score) => product * score, 1);
    case 'mean':
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }
}

function wrong(reason: string): RawScore {
  return { error: new RlarError('RLAR_SCORER_INVALID', reason) };
}
