import { RlarError } from '../spec/errors.ts';
import { baselineScores } from './baselines.ts';
import { bootstrap, interval, macroResamples, mean } from './bootstrap.ts';
import { compare } from './compare.ts';
import type { Measured } from './measure-task.ts';
import { bestStatic, oracleByItem, oracleByTask, type ScoredTask, staticScores } from './pair-scores.ts';
import type { StaticReward } from './static-rewards.ts';
import type { SuiteReport, TaskReport } from './suite-report.ts';
import { taskFigures } from './task-figures.ts';
import { WITHOUT_CHECKERS } from './ways.ts';

/** The inputs of the report beside the scores. */
export interface ReportFacts {
  readonly labelsByChecker: readonly string[];
  /** Tools left out where the checkers that made the labels are. */
  readonly checkers: readonly string[];
  readonly snapshot: string;
  readonly wallMs: number;
  readonly seed: number;
  readonly resamples: number;
}

/** Makes figures and intervals out of pair scores. */
export function reportSuite(
  tasks: readonly ScoredTask[],
  rewards: readonly StaticReward[],
  facts: ReportFacts,
): SuiteReport {
  const names = rewards.map((reward) => reward.name);
  const best = bestStatic(tasks, names);
  const oracles = tasks.map((task) => oracleByTask(task, names));
  const byItem = tasks.map((task) => oracleByItem(task, rewards));
  const baselines = baselineScores(tasks, rewards, facts.seed);
  const resamples = bootstrap(
    tasks.map((task) => task.measured.data),
    new Map([
      ...names.map((name) => [name, tasks.map((task) => staticScores(task, name))] as const),
      ...baselines,
      ['rlar', tasks.map((task) => task.chosen.get('rlar')!)],
      [WITHOUT_CHECKERS, tasks.map((task) => task.chosen.get(WITHOUT_CHECKERS)!)],
      ['oracle-by-task', oracles.map(([, scores]) => scores)],
      ['oracle-by-item', byItem],
    ]),
    facts.resamples,
    facts.seed,
  );
  const every = [...tasks.keys()];
  const isChecked = (place: number) => facts.labelsByChecker.includes(tasks[place]!.measured.data.task);
  const independent = names.filter((name) => !facts.checkers.includes(name.split('/')[0]!));
  const all = compare(tasks, resamples, every, names);
  if (best === null || all === null)
    throw new RlarError('RLAR_INVALID_CONFIG', 'no static reward applies to half of the tasks of the suite');
  const macro = (scores: readonly Float64Array[]) => mean(scores.map((found) => mean(found)));
  const resampled = (name: string) => macroResamples(resamples.get(name)!, every);
  const own = resampled('rlar');
  const oracle = resampled('oracle-by-task');
  const taskReports = tasks.map((task, place): TaskReport => {
    const [tool, scores] = oracles[place]!;
    return {
      ...taskFigures(task, best),
      byConstruction: isChecked(place),
      rlarInterval: [...interval(resamples.get('rlar')![place]!)],
      oracleByTask: mean(scores),
      oracleByTaskTool: tool,
      oracleByItem: mean(byItem[place]!),
      baselines: Object.fromEntries([...baselines].map(([name, found]) => [name, mean(found[place]!)])),
    };
  });
  const baselineFigures = (value: number, found: Float64Array) => ({
    macro: value,
    interval: [...interval(found)] as [number, number],
    rlarGain: all.rlar - value,
    rlarGainInterval: [...interval(own.map((ours, round) => ours - found[round]!))] as [number, number],
  });
  const oracleMacro = macro(oracles.map(([, scores]) => scores));
  return {
    macro: {
      bestStatic: all.bestStatic,
      bestStaticTool: best,
      rlar: all.rlar,
      oracleByTask: oracleMacro,
      oracleByItem: macro(byItem),
      gain: all.gain,
      belowOracleByTask: oracleMacro - all.rlar,
      intervals: {
        bestStatic: [...interval(resampled(best))],
        rlar: [...interval(own)],
        oracleByTask: [...interval(oracle)],
        oracleByItem: [...interval(resampled('oracle-by-item'))],
        gain: all.gainInterval,
        gainReselected: all.gainIntervalReselected,
        belowOracleByTask: [...interval(oracle.map((value, round) => value - own[round]!))],
      },
      static: Object.fromEntries(
        names.map((name) => [
          name,
          {
            macro: macro(tasks.map((task) => staticScores(task, name))),
            tasks: tasks.filter((task) => task.static.has(name)).length,
          },
        ]),
      ),
      baselines: Object.fromEntries(
        [...baselines].map(([name, scores]) => [name, baselineFigures(macro(scores), resampled(name))]),
      ),
    },
    columns: {
      all,
      byConstruction: compare(tasks, resamples, every.filter(isChecked), names),
      notByConstruction: compare(
        tasks,
        resamples,
        every.filter((place) => !isChecked(place)),
        names,
      ),
      withoutCheckers: compare(tasks, resamples, every, independent, WITHOUT_CHECKERS),
    },
    checkers: [...facts.checkers],
    tasks: taskReports,
    cost: {
      rlarMs: taskReports.reduce((sum, task) => sum + task.ms, 0),
      rlarToolCalls: taskReports.reduce((sum, task) => sum + task.toolCalls, 0),
      staticToolCalls: tasks
        .flatMap((task) => [...task.measured.static.values()])
        .reduce((sum, { calls }) => sum + calls, 0),
      wallMs: facts.wallMs,
      modelCalls: sumOf(tasks, ({ modelCalls }) => modelCalls),
      dollars: sumOf(tasks, ({ dollars }) => dollars),
    },
    resamples: facts.resamples,
    seed: facts.seed,
    snapshot: facts.snapshot,
  };
}

/** @returns what rlar's own way of rewarding counted over all tasks */
function sumOf(tasks: readonly ScoredTask[], count: (rlar: Measured) => number): number {
  return tasks.reduce((sum, { measured }) => sum + count(measured.chosen.get('rlar')!), 0);
}
