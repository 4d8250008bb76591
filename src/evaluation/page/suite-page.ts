import { table } from '../../spec/table.ts';
import { comparisonCells } from '../comparison-cells.ts';
import type { Comparison, SuiteReport } from '../suite-report.ts';
import { bounds, type Html, html, htmlTable, points } from './html.ts';
import { dotPlot, type IntervalRow, intervalPlot } from './plots.ts';

/** @returns the figures of a suite as a section of a page: headline, plots, tables, and how they were made */
export function suiteSection(report: SuiteReport): Html {
  const { macro, tasks, cost } = report;
  const { intervals } = macro;
  return html`<h1>Does a reward chosen per query beat one reward for everything?</h1>
<p>${tasks.length} tasks with labels of people, tests and checkers. For every pair of a better and a worse answer to the
same query: does the reward put the better one above? A tie or a missing reward counts half, so guessing earns 50.</p>
<div class="facts">
${fact(points(macro.rlar), 'rlar, mean over tasks')}
${fact(points(macro.bestStatic), `best static reward: ${macro.bestStaticTool ?? 'none'}`)}
${fact(signed(macro.gain), `points gained, 95 %: ${bounds(intervals.gain)}`)}
${fact(points(macro.belowOracleByTask), `below the oracle by task, 95 %: ${bounds(intervals.belowOracleByTask)}`)}
</div>
<h2>Mean over tasks</h2>
${intervalPlot(macroRows(report))}
<p class="faint">Dots with 95 % intervals: paired bootstrap, ${report.resamples} resamples of the queries within each task, seed ${report.seed}.
The gain stays between ${bounds(intervals.gainReselected)} where the best static reward is chosen anew in every resample.</p>
<h2>By task</h2>
<p class="faint">${legend('rlar', 'rlar')}${legend('static', `best static reward over all tasks (${macro.bestStaticTool ?? 'none'})`)}${legend('oracle', 'best static reward of the task: the oracle by task')}</p>
${dotPlot(
  tasks.map((task) => ({
    name: task.task + (task.byConstruction ? ' *' : ''),
    dots: [
      {
        mark: 'oracle',
        value: task.oracleByTask,
        label: `best of the task: ${task.oracleByTaskTool ?? 'none'}`,
      },
      { mark: 'static', value: task.bestStatic, label: 'best static' },
      { mark: 'rlar', value: task.rlar, label: 'rlar' },
    ],
  })),
)}
<p class="faint">* The labels were made by a program that is also a tool of the library: right by construction.</p>
${htmlTable(
  [
    'task',
    'pairs',
    'rlar',
    '95 %',
    'best static',
    'oracle by task',
    'its tool',
    'oracle by item',
    'no reward',
    'ties',
  ],
  tasks.map((task) => [
    task.task + (task.byConstruction ? ' *' : ''),
    String(task.n),
    points(task.rlar),
    bounds(task.rlarInterval),
    points(task.bestStatic),
    points(task.oracleByTask),
    task.oracleByTaskTool ?? '–',
    points(task.oracleByItem),
    String(task.withoutReward),
    String(task.ties),
  ]),
)}
<h2>What is by construction and what is not</h2>
${htmlTable(
  ['', 'tasks', 'best static', 'its tool', 'rlar', 'gain', '95 %'],
  [
    comparisonRow('all tasks', report.columns.all),
    comparisonRow('by construction: labels made by a checker that is a tool', report.columns.byConstruction),
    comparisonRow('not by construction: the other tasks', report.columns.notByConstruction),
    comparisonRow(`all tasks, without ${report.checkers.join(' and ')}`, report.columns.withoutCheckers),
  ].flatMap((row) => (row ? [row] : [])),
)}
<h2>Baselines and ablations</h2>
${htmlTable(
  ['', 'mean over tasks', '95 %', 'rlar minus it', '95 %'],
  Object.entries(macro.baselines).map(([name, found]) => [
    BASELINES[name]?.long ?? name,
    points(found.macro),
    bounds(found.interval),
    signed(found.rlarGain),
    bounds(found.rlarGainInterval),
  ]),
)}
<p class="faint">An ablation of learned rewards is missing: the library has none built in. The k best are chosen on the other half of the queries.</p>
<h2>Every static reward on every task</h2>
${heatTable(report)}
<h2>The paper's pass rule</h2>
<p>A group with one right candidate passes where the softmax of the rewards gives it more than one half. Rewards here go from 0 to 1, so at
temperature 1 even a perfect verifier passes only groups of two or three; at 0.1 a full point decides.</p>
${htmlTable(
  ['task', 'groups', 'rlar, t = 1', 'best static, t = 1', 'rlar, t = 0.1', 'best static, t = 0.1'],
  tasks.flatMap(({ task, pass }) =>
    pass
      ? [
          [
            task,
            String(pass.groups),
            ...[pass.rlar.t1, pass.bestStatic.t1, pass.rlar.t01, pass.bestStatic.t01].map(points),
          ],
        ]
      : [],
  ),
)}
<h2>Cost</h2>
<p>rlar made ${cost.rlarToolCalls} tool calls in ${(cost.rlarMs / 1000).toFixed(1)} s, ${cost.modelCalls} model calls among them, for $${cost.dollars.toFixed(2)}; all static rewards together
${cost.staticToolCalls} tool calls; the whole measurement took ${(cost.wallMs / 1000).toFixed(1)} s. Library ${report.snapshot}; the router saw no hint of the task.</p>`;
}

const BASELINES: Readonly<Record<string, { readonly short: string; readonly long: string }>> = table({
  'random-tool': { short: 'a random tool', long: 'a random tool per task that applies' },
  'mean-of-best-2': { short: 'mean of the 2 best', long: 'mean of the 2 best tools' },
  'mean-of-best-10': { short: 'mean of the 10 best', long: 'mean of the 10 best tools' },
  'mean-of-all': { short: 'mean of all', long: 'mean of all tools that apply' },
  'rlar-random-choice': { short: 'rlar, random choice', long: 'rlar choosing at random among what applies' },
  'rlar-without-verifiers': { short: 'rlar without verifiers', long: 'rlar without program verifiers' },
});

function macroRows({ macro }: SuiteReport): IntervalRow[] {
  const { intervals } = macro;
  const rows: IntervalRow[] = [
    { name: 'oracle by item', value: macro.oracleByItem, interval: intervals.oracleByItem, mark: 'oracle' },
    { name: 'oracle by task', value: macro.oracleByTask, interval: intervals.oracleByTask, mark: 'oracle' },
    { name: 'rlar', value: macro.rlar, interval: intervals.rlar, mark: 'rlar' },
    { name: 'best static reward', value: macro.bestStatic, interval: intervals.bestStatic, mark: 'static' },
  ];
  const others = Object.entries(macro.baselines).map(
    ([name, found]): IntervalRow => ({
      name: BASELINES[name]?.short ?? name,
      value: found.macro,
      interval: found.interval,
      mark: 'other',
    }),
  );
  return [...rows, ...others].toSorted((left, right) => right.value - left.value);
}

function heatTable({ macro, tasks }: SuiteReport): Html {
  const ordered = Object.entries(macro.static).toSorted((left, right) => right[1].macro - left[1].macro);
  const used = ordered.filter(([, found]) => found.tasks > 0);
  return htmlTable(
    ['static reward', ...tasks.map((task) => task.task.replaceAll('-', ' ')), 'mean'],
    [
      ...used.map(([name, found]) => [
        name,
        ...tasks.map((task) => heat(task.static[name] ?? null)),
        points(found.macro),
      ]),
      ['rlar', ...tasks.map((task) => heat(task.rlar)), points(macro.rlar)],
    ],
  );
}

function heat(share: number | null): Html {
  if (share === null) return html`<span class="faint">–</span>`;
  const strength = Math.max(0, Math.min(1, (share - 0.5) * 2)) * 0.45;
  return html`<span style="background: rgba(var(--cell), ${strength.toFixed(2)})">${points(share)}</span>`;
}

function comparisonRow(name: string, found: Comparison | null): string[] | null {
  return found && comparisonCells(name, found, { share: points, gain: signed, interval: bounds });
}

function fact(value: string, name: string): Html {
  return html`<div><b>${value}</b><span>${name}</span></div>`;
}

function legend(mark: string, name: string): Html {
  return html`<span class="key"><i class="${mark}"></i>${name}</span>`;
}

function signed(share: number): string {
  return (share >= 0 ? '+' : '−') + points(Math.abs(share));
}
