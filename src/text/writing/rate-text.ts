import { z } from 'zod';
import { shortfalls } from './anchor.ts';
import { MEASURES, type Measure, type Measures } from './measure-text.ts';
import { placeOf } from './place-of.ts';
import stored from './weights-writing.json' with { type: 'json' };
import type { WritingOperation, WritingTask } from './writing-task.ts';

const OPERATIONS = ['cloze', 'edit', 'expand', 'end-to-end'] as const satisfies readonly WritingOperation[];
/** A measure's weight, and where it lies in human texts: what only few fall below, and what most reach. */
const rated = z.tuple([z.number(), z.number(), z.number()]);
const weightsFile = z.record(
  z.enum(['en', 'zh']),
  z.record(
    z.enum(OPERATIONS),
    z.object({ bias: z.number(), measures: z.partialRecord(z.enum(MEASURES), rated) }),
  ),
);
const model = weightsFile.parse(stored);

/** A rating, and the measures that took most away, worst first. */
export interface Rating {
  /** From 0 to 1. */
  readonly value: number;
  readonly weakest: readonly Measure[];
}

/**
 * Rates a text by its measures alone: a log-linear model of some twenty weights for each language and operation, none of
 * them negative. A half divides human texts from spoilt ones.
 */
export function rateText({ language, operation }: WritingTask, measures: Measures): Rating {
  const { bias, measures: weights } = model[language][operation];
  const lost = MEASURES.flatMap((name): [Measure, number][] => {
    const [weight, low, high] = weights[name] ?? [0, 0, 1];
    return [[name, weight * (1 - placeOf(measures[name], low, high))]];
  });
  const whole = Object.values(weights).reduce((sum, [weight]) => sum + weight, bias);
  const sum = lost.reduce((left, [, loss]) => left - loss, whole);
  return { value: 1 / (1 + Math.exp(-sum)), weakest: weakestOf(lost) };
}

/** What is left of the value for each unit of weighted shortfall behind the original. */
const STEEP = 0.3;

/** Rates a text by how far it falls behind the human original, measure by measure: 1 where it does in none. */
export function rateAgainst(
  { language, operation }: WritingTask,
  measures: Measures,
  original: Measures,
): Rating {
  const weights = model[language][operation].measures;
  const widths = Object.fromEntries(
    Object.entries(weights).map(([name, [, low, high]]) => [name, high - low]),
  );
  const short = shortfalls(measures, original, widths);
  const lost = MEASURES.map((name): [Measure, number] => [
    name,
    (weights[name]?.[0] ?? 0) * (short[name] ?? 0),
  ]);
  const sum = lost.reduce((total, [, loss]) => total + loss, 0);
  return { value: Math.exp(-STEEP * sum), weakest: weakestOf(lost) };
}

function weakestOf(lost: readonly [Measure, number][]): Measure[] {
  const some = lost.filter(([, loss]) => loss > 1e-6).toSorted((one, other) => other[1] - one[1]);
  return some.slice(0, 3).map(([name]) => name);
}
