import { Random } from '../spec/random.ts';
import type { Pair } from './pairing.ts';

/** What is drawn again: the pairs of a task, or, where everything is paired with everything, its rollouts. */
export interface Resampled {
  readonly pairs: readonly Pair[];
  readonly crossed: boolean;
}

/** Pair scores by method and task: 1, 0.5 or 0, in the order of the task's pairs. */
export type ScoresByMethod = ReadonlyMap<string, readonly Float64Array[]>;

/** Accuracies by method, task and resample. */
export type Resamples = ReadonlyMap<string, readonly Float64Array[]>;

export type Interval = readonly [low: number, high: number];

/**
 * Paired bootstrap: the queries within each task are drawn again, with replacement, the same draw for all methods
 * (Efron and Tibshirani 1993; Koehn 2004 for metrics). Where every better rollout stands against every worse one, the
 * better and the worse ones are drawn apart.
 */
export function bootstrap(
  tasks: readonly Resampled[],
  scores: ScoresByMethod,
  resamples = 2000,
  seed = 1,
): Resamples {
  const random = new Random(seed);
  const found = new Map(
    [...scores.keys()].map((method) => [method, tasks.map(() => new Float64Array(resamples))]),
  );
  for (let round = 0; round < resamples; round++) {
    for (const [at, task] of tasks.entries()) {
      const weights = task.crossed ? crossedWeights(task.pairs, random) : pairWeights(task.pairs, random);
      for (const [method, byTask] of scores) found.get(method)![at]![round] = weighted(byTask[at]!, weights);
    }
  }
  return found;
}

/** @returns the middle 95 % of the values */
export function interval(values: Float64Array): Interval {
  const sorted = values.toSorted();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return [at(0.025), at(0.975)];
}

/** @returns by resample, the mean over tasks */
export function macroResamples(byTask: readonly Float64Array[], tasks: readonly number[]): Float64Array {
  const length = byTask[0]?.length ?? 0;
  return Float64Array.from({ length }, (_, round) => mean(tasks.map((task) => byTask[task]![round]!)));
}

export function mean(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

function pairWeights(pairs: readonly Pair[], random: Random): Float64Array {
  const weights = new Float64Array(pairs.length);
  for (let draw = 0; draw < pairs.length; draw++) weights[random.below(pairs.length)]! += 1;
  return weights;
}

function crossedWeights(pairs: readonly Pair[], random: Random): Float64Array {
  const better = drawn([...new Set(pairs.map((pair) => pair.better))], random);
  const worse = drawn([...new Set(pairs.map((pair) => pair.worse))], random);
  return Float64Array.from(pairs, (pair) => (better.get(pair.better) ?? 0) * (worse.get(pair.worse) ?? 0));
}

function drawn(items: readonly number[], random: Random): Map<number, number> {
  const counts = new Map<number, number>();
  for (let draw = 0; draw < items.length; draw++) {
    const item = items[random.below(items.length)]!;
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}

function weighted(scores: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let index = 0; index < scores.length; index++) {
    sum += scores[index]! * weights[index]!;
    total += weights[index]!;
  }
  return total === 0 ? Number.NaN : sum / total;
}
