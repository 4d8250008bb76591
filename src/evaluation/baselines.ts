import { hash } from 'node:crypto';
import { Random } from '../spec/random.ts';
import { mean } from './bootstrap.ts';
import { type ScoredTask, staticScores } from './pair-scores.ts';
import { pairScore } from './pairing.ts';
import type { StaticReward } from './static-rewards.ts';
import { WITHOUT_CHECKERS } from './ways.ts';

/** What a static reward drawn blindly for each task gets on average: the mean over those that apply. */
export function randomTool(task: ScoredTask, rewards: readonly StaticReward[]): Float64Array {
  const applying = rewards.flatMap(({ name, trivial }) => (trivial ? [] : (task.static.get(name) ?? [])));
  return Float64Array.from(task.measured.data.pairs, (_, index) =>
    applying.length === 0 ? 0.5 : mean(applying.map((scores) => scores[index]!)),
  );
}

/** rlar without its choice: for each query one of the tools that value it, drawn with a seed. */
export function randomChoice(
  { measured }: ScoredTask,
  rewards: readonly StaticReward[],
  seed: number,
): Float64Array {
  const random = new Random(seed);
  const drawn = new Map<string, string | null>();
  const rewardOf = (index: number): number | null => {
    const { key } = measured.data.items[index]!;
    const valuing = rewards.filter(
      ({ name, trivial }) => !trivial && (measured.static.get(name)!.values[index] ?? null) !== null,
    );
    if (!drawn.has(key)) drawn.set(key, valuing[random.below(Math.max(1, valuing.length))]?.name ?? null);
    const name = drawn.get(key);
    return name ? (measured.static.get(name)!.values[index] ?? null) : null;
  };
  return Float64Array.from(measured.data.pairs, ({ better, worse }) =>
    pairScore(rewardOf(better), rewardOf(worse)),
  );
}

/**
 * The mean of the k static rewards that are best on the other half of the queries (halves by sha256 of the query), of
 * those that value both rollouts of a pair.
 * @param k how many; Infinity takes all
 * @returns by task, one score per pair
 */
export function meanOfBest(
  tasks: readonly ScoredTask[],
  rewards: readonly StaticReward[],
  k: number,
): Float64Array[] {
  const names = rewards.filter((reward) => !reward.trivial).map((reward) => reward.name);
  const best = [0, 1].map((half) => {
    const other = (task: ScoredTask, name: string) => onHalf(task, staticScores(task, name), 1 - half);
    const macro = (name: string) => mean(tasks.map((task) => other(task, name)).filter(Number.isFinite));
    const ordered = names.map((name) => ({ name, value: macro(name) }));
    return ordered.toSorted((left, right) => right.value - left.value).slice(0, k);
  });
  return tasks.map((task) => {
    const { data, static: values } = task.measured;
    return Float64Array.from(data.pairs, ({ better, worse }) => {
      const chosen = best[halfOf(data.items[better]!.key)]!.map(({ name }) => values.get(name)!.values);
      const both = chosen.filter((found) => found[better] !== null && found[worse] !== null);
      if (both.length === 0) return 0.5;
      return pairScore(mean(both.map((found) => found[better]!)), mean(both.map((found) => found[worse]!)));
    });
  });
}

function onHalf({ measured }: ScoredTask, scores: Float64Array, half: number): number {
  const { items, pairs } = measured.data;
  return mean(scores.filter((_, index) => halfOf(items[pairs[index]!.better]!.key) === half));
}

/** @returns 0 or 1: to which half of the queries a query belongs */
export function halfOf(key: string): number {
  return Number.parseInt(hash('sha256', `half:${key}`, 'hex').slice(0, 2), 16) % 2;
}

/** By baseline and task. The ways of choosing other than rlar itself are its ablations. */
export function baselineScores(
  tasks: readonly ScoredTask[],
  rewards: readonly StaticReward[],
  seed: number,
): Map<string, Float64Array[]> {
  const ways = [...(tasks[0]?.chosen.keys() ?? [])].filter(
    (name) => name !== 'rlar' && name !== WITHOUT_CHECKERS,
  );
  return new Map([
    ['random-tool', tasks.map((task) => randomTool(task, rewards))],
    ['mean-of-best-2', meanOfBest(tasks, rewards, 2)],
    ['mean-of-best-10', meanOfBest(tasks, rewards, 10)],
    ['mean-of-all', meanOfBest(tasks, rewards, Number.POSITIVE_INFINITY)],
    ['rlar-random-choice', tasks.map((task) => randomChoice(task, rewards, seed))],
    ...ways.map((name) => [name, tasks.map((task) => task.chosen.get(name)!)] as const),
  ]);
}
