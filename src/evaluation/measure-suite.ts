import type { Library } from '../library/library.ts';
import { Library as LibraryOf } from '../library/library.ts';
import { Executor } from '../scoring/executor.ts';
import { lengthBaseline } from './length-baseline.ts';
import { measureTask, type ScoreGroups } from './measure-task.ts';
import { type ScoredTask, scorePairs } from './pair-scores.ts';
import { reportSuite } from './report-suite.ts';
import { staticRewards } from './static-rewards.ts';
import type { Suite } from './suite.ts';
import type { SuiteReport } from './suite-report.ts';
import { readTask } from './task-data.ts';

export interface MeasureOptions {
  readonly suite: Suite;
  /** Folder of the labelled data. */
  readonly data: string;
  readonly library: Library;
  /** By name: rlar, its ablations, and rlar without the checkers. */
  readonly choosers: ReadonlyMap<string, ScoreGroups>;
  /** Tools that made labels. */
  readonly checkers: readonly string[];
  readonly resamples: number;
  readonly seed: number;
  /** Called with all rollouts first, then with those done so far. */
  readonly onProgress?: (done: number, total: number, task: string) => void;
}

/**
 * Runs a suite: static rewards, rlar, oracles and baselines on the same pairs.
 * @throws RlarError RLAR_FILE_UNREADABLE where a file of the suite is missing or holds no pair
 */
export async function measureSuite(options: MeasureOptions): Promise<SuiteReport> {
  const start = performance.now();
  const tasks = options.suite.tasks.map((task) => readTask(task, options.data));
  const total = tasks.reduce((sum, task) => sum + task.items.length, 0);
  const entries = options.library.entries().map(({ tool, card }) => ({ tool, evidence: card.evidence }));
  const library = new LibraryOf([...entries, { tool: lengthBaseline, evidence: null }]);
  const executor = new Executor({ cacheEntries: 0 });
  const rewards = staticRewards(options.library);
  const scored: ScoredTask[] = [];
  let done = 0;
  try {
    for (const data of tasks) {
      const ways = { choosers: options.choosers, library, executor, rewards };
      const measured = await measureTask(data, ways, (count) =>
        options.onProgress?.((done += count), total, data.task),
      );
      scored.push(scorePairs(measured));
    }
  } finally {
    await executor.close();
  }
  return reportSuite(scored, rewards, {
    labelsByChecker: options.suite.labelsByChecker,
    checkers: options.checkers,
    snapshot: options.library.snapshot,
    wallMs: performance.now() - start,
    seed: options.seed,
    resamples: options.resamples,
  });
}
