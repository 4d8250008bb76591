/** One reward of a task at a step of the training. */
export interface TaskReward {
  readonly task: string;
  readonly step: number;
  readonly reward: number;
}

/** How a task stood in one window of steps: percentiles of its rewards, each as its place among all rewards of the task, from 0 to 1. */
interface TaskWindow {
  /** The first step of the window. */
  readonly from: number;
  readonly count: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface TaskProgress {
  readonly task: string;
  readonly windows: readonly TaskWindow[];
  /** Whether the low percentile of the last window lies below that of the first by more than the tolerance. */
  readonly fell: boolean;
}

const LOW = 0.1;
const HIGH = 0.9;

/**
 * Progress of tasks whose rewards cannot be compared: each reward is replaced by its place among all rewards of its own task, and a policy has
 * made progress where no task's low percentile fell. From “Open-Ended Learning Leads to Generally Capable Agents” (2021), which compares
 * generations of agents by normalised percentiles over tasks.
 * @param every steps of one window
 * @returns by task, in alphabetical order
 */
export function taskProgress(
  rewards: Iterable<TaskReward>,
  every: number,
  tolerance: number,
): TaskProgress[] {
  const tasks = new Map<string, Map<number, number[]>>();
  for (const { task, step, reward } of rewards) {
    const windows = tasks.get(task) ?? new Map<number, number[]>();
    tasks.set(task, windows);
    const from = Math.floor(step / every) * every;
    const values = windows.get(from);
    if (values) values.push(reward);
    else windows.set(from, [reward]);
  }
  return [...tasks]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([task, found]) => {
      const all = [...found.values()].flat().sort((one, other) => one - other);
      const windows = [...found]
        .sort(([one], [other]) => one - other)
        .map(([from, values]): TaskWindow => {
          const sorted = values.sort((one, other) => one - other);
          const at = (share: number): number => placeOf(all, percentile(sorted, share));
          return { from, count: values.length, low: at(LOW), middle: at(0.5), high: at(HIGH) };
        });
      const fell = windows.at(-1)!.low < windows[0]!.low - tolerance;
      return { task, windows, fell };
    });
}

/** @returns the least value at or below which this share of the sorted values lies */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** @returns the share of the sorted values that are below, equal ones counted half */
function placeOf(sorted: readonly number[], value: number): number {
  return (
    (firstFrom(sorted, (one) => one >= value) + firstFrom(sorted, (one) => one > value)) / 2 / sorted.length
  );
}

/** @returns the index of the first value that holds, by halving; the length where none does */
function firstFrom(sorted: readonly number[], holds: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
