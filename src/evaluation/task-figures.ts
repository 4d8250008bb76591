import { mean } from './bootstrap.ts';
import { type ScoredTask, staticScores } from './pair-scores.ts';
import { passShare } from './pass-rule.ts';
import type { TaskReport } from './suite-report.ts';

/** The figures from a task's own scores, without other tasks. */
type TaskFigures = Omit<
  TaskReport,
  'byConstruction' | 'rlarInterval' | 'oracleByTask' | 'oracleByTaskTool' | 'oracleByItem' | 'baselines'
>;

/** @param best the static reward that is best over all tasks */
export function taskFigures(task: ScoredTask, best: string): TaskFigures {
  const { data, chosen, assigned, static: fixed } = task.measured;
  const { values, ms, calls } = chosen.get('rlar')!;
  const missing = data.pairs.filter(({ better, worse }) => values[better] === null || values[worse] === null);
  const ties = data.pairs.filter(
    ({ better, worse }) => values[better] !== null && values[better] === values[worse],
  );
  const pass = (found: readonly (number | null)[]) => ({
    t1: passShare(data.groups, found, 1) ?? 0,
    t01: passShare(data.groups, found, 0.1) ?? 0,
  });
  return {
    task: data.task,
    n: data.pairs.length,
    rollouts: data.items.length,
    rlar: mean(task.chosen.get('rlar')!),
    bestStatic: mean(staticScores(task, best)),
    withoutReward: missing.length,
    ties: ties.length,
    assigned: Object.fromEntries(assigned),
    pass:
      data.groups.length === 0
        ? null
        : { groups: data.groups.length, rlar: pass(values), bestStatic: pass(fixed.get(best)!.values) },
    static: Object.fromEntries([...task.static].map(([name, scores]) => [name, mean(scores)])),
    ms,
    toolCalls: calls,
  };
}
