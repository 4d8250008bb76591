import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { RawScore } from './raw-score.ts';
import { stepScore } from './step-score.ts';

/**
 * @param steps of the response, where the numbers are those of its steps
 * @returns the score among the numbers of one item, higher is better; an error where the labels or the value are not as the
 * adapter says
 */
export function numberOf(
  { read, sign, range, activation }: AdapterSpec,
  numbers: readonly number[],
  steps?: number,
): RawScore {
  if (read.from === 'steps' && steps !== undefined) return stepScore({ read, sign, range }, numbers, steps);
  if (read.from === 'heads') {
    const value = numbers[read.heads[0]!.index];
    return value === undefined || !Number.isFinite(value)
      ? wrong(`${numbers.length} labels, and no number for ${read.heads[0]!.name}`)
      : { score: value, numbers };
  }
  if (read.from === 'log-probability' && read.steps !== undefined) {
    const [whole, ...steps] = numbers;
    if (whole === undefined || !numbers.every(Number.isFinite)) return wrong('no log-probability of a step');
    return { score: sign * whole, steps: steps.map((step) => sign * step) };
  }
  if (read.from === 'decoder-token') return clamped(numbers, sign, range);
  const index = read.from === 'head' ? read.index : 0;
  const scalar = index <= 0 && activation !== 'softmax';
  if (scalar && numbers.length !== 1) return wrong(`${numbers.length} labels where the adapter says one`);
  const value = numbers.at(index);
  if (value === undefined) return wrong(`${numbers.length} labels, and the adapter reads number ${index}`);
  if (!Number.isFinite(value)) return wrong(`${value} is no score`);
  if (range && (value < range[0] || value > range[1]))
    return wrong(`${value} is outside of the range ${range[0]} to ${range[1]}`);
  return { score: value === 0 ? 0 : sign * value };
}

/** The logit of a decoder's token has no bounds; what its model means by it has, and is cut to them. */
function clamped(numbers: readonly number[], sign: 1 | -1, range: AdapterSpec['range']): RawScore {
  const [value] = numbers;
  if (value === undefined || numbers.length !== 1)
    return wrong(`${numbers.length} numbers where one token is read`);
  if (!Number.isFinite(value)) return wrong(`${value} is no score`);
  const inside = range ? Math.min(range[1], Math.max(range[0], value)) : value;
  return { score: inside === 0 ? 0 : sign * inside };
}

function wrong(reason: string): RawScore {
  return { error: new RlarError('RLAR_SCORER_INVALID', reason) };
}
