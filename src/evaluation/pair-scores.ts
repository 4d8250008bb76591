import { mean } from './bootstrap.ts';
import type { Measured, MeasuredTask } from './measure-task.ts';
import { pairScore } from './pairing.ts';
import type { StaticReward } from './static-rewards.ts';

/** A task with a score for every pair and method: 1, 0.5 or 0. */
export interface ScoredTask {
  readonly measured: MeasuredTask;
  /** By static reward that applies to the task; the others count one half. */
  readonly static: ReadonlyMap<string, Float64Array>;
  /** By way of choosing. */
  readonly chosen: ReadonlyMap<string, Float64Array>;
}

/** A static reward applies to a task where it values at least this share of the rollouts. */
const APPLIES = 0.5;

export function scorePairs(measured: MeasuredTask): ScoredTask {
  const { data } = measured;
  const score = ({ values }: Measured) =>
    Float64Array.from(data.pairs, ({ better, worse }) => pairScore(values[better]!, values[worse]!));
  const applying = [...measured.static].filter(([, { values }]) => {
    const paired = new Set(data.pairs.flatMap(({ better, worse }) => [better, worse]));
    const valued = [...paired].filter((index) => values[index] !== null);
    return valued.length >= APPLIES * paired.size;
  });
  return {
    measured,
    static: new Map(applying.map(([name, found]) => [name, score(found)])),
    chosen: new Map([...measured.chosen].map(([name, found]) => [name, score(found)])),
  };
}

/** @returns the scores of a static reward on a task; one half each where it does not apply */
export function staticScores(task: ScoredTask, name: string): Float64Array {
  return task.static.get(name) ?? new Float64Array(task.measured.data.pairs.length).fill(0.5);
}

/**
 * The static reward with the best mean over tasks, of those that apply to at least half of them.
 * @returns null where none does
 */
export function bestStatic(tasks: readonly ScoredTask[], names: readonly string[]): string | null {
  const eligible = eligibleStatic(tasks, names);
  const macro = (name: string) => mean(tasks.map((task) => mean(staticScores(task, name))));
  return eligible.toSorted((left, right) => macro(right) - macro(left))[0] ?? null;
}

export function eligibleStatic(tasks: readonly ScoredTask[], names: readonly string[]): string[] {
  return names.filter((name) => tasks.filter((task) => task.static.has(name)).length >= tasks.length / 2);
}

/** @returns the static reward that ranks the pairs of one task best, and its scores */
export function oracleByTask(task: ScoredTask, names: readonly string[]): [string | null, Float64Array] {
  const best = names
    .filter((name) => task.static.has(name))
    .toSorted((left, right) => mean(task.static.get(right)!) - mean(task.static.get(left)!))[0];
  return [best ?? null, staticScores(task, best ?? '')];
}

/** @returns for each pair the best score that any static reward gives it; trivial rewards are left out */
export function oracleByItem(task: ScoredTask, rewards: readonly StaticReward[]): Float64Array {
  const applying = rewards.flatMap(({ name, trivial }) => (trivial ? [] : (task.static.get(name) ?? [])));
  return Float64Array.from(task.measured.data.pairs, (_, index) =>
    applying.reduce((best, scores) => Math.max(best, scores[index]!), applying.length === 0 ? 0.5 : 0),
  );
}
