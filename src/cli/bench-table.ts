import type { BenchmarkReport, MethodReport } from '../evaluation/benchmark/benchmark-report.ts';
import { comparisonCells } from '../evaluation/comparison-cells.ts';
import type { Comparison, SuiteReport } from '../evaluation/suite-report.ts';
import { table as lookup } from '../spec/table.ts';
import { selectionTable } from './selection-table.ts';
import { styled, table } from './terminal.ts';

/** @returns the figures of a suite as tables for people; shares in percent */
export function suiteTable(report: SuiteReport): string {
  const { macro, columns, cost } = report;
  const rows = report.tasks.map((task) => [
    task.task + (task.byConstruction ? ' *' : ''),
    String(task.n),
    points(task.bestStatic),
    points(task.rlar),
    points(task.oracleByTask),
    points(task.oracleByItem),
    task.oracleByTaskTool ?? '–',
    Object.keys(task.assigned).join(', '),
  ]);
  const { intervals } = macro;
  rows.push([
    'macro',
    '',
    points(macro.bestStatic),
    points(macro.rlar),
    points(macro.oracleByTask),
    points(macro.oracleByItem),
    '',
    '',
  ]);
  const head = [
    'task',
    'pairs',
    'best static',
    'rlar',
    'oracle/task',
    'oracle/item',
    'best tool',
    'rlar chose',
  ];
  const wider = Object.entries(macro.baselines).map(([name, found]) => [
    name,
    points(found.macro),
    range(found.interval),
  ]);
  const fixed = Object.entries(macro.static).toSorted((left, right) => right[1].macro - left[1].macro);
  return [
    table(head, rows),
    '',
    `best static reward: ${macro.bestStaticTool}; * labels made by a checker that is also a tool`,
    `rlar − best static: ${styled('bold', points(macro.gain))} ${range(intervals.gain)}; chosen anew in each resample ${range(intervals.gainReselected)}`,
    `oracle by task − rlar: ${points(macro.belowOracleByTask)} ${range(intervals.belowOracleByTask)}`,
    '',
    table(
      ['column', 'tasks', 'best static', 'tool', 'rlar', 'gain', '95 % interval'],
      [
        comparisonRow('all', columns.all),
        comparisonRow('by construction (tasks *)', columns.byConstruction),
        comparisonRow('the other tasks', columns.notByConstruction),
        comparisonRow('without the checkers that made labels', columns.withoutCheckers),
      ].flatMap((row) => (row ? [row] : [])),
    ),
    '',
    table(['baseline or ablation', 'macro', '95 % interval'], wider),
    '',
    table(
      ['static reward', 'macro', 'tasks'],
      fixed.map(([name, found]) => [name, points(found.macro), String(found.tasks)]),
    ),
    '',
    `${cost.rlarToolCalls} tool calls in ${(cost.rlarMs / 1000).toFixed(1)} s by rlar, ${cost.modelCalls} model calls, $${cost.dollars.toFixed(2)}; everything in ${(cost.wallMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

/** @returns the figures of one file as tables for people; shares in percent */
export function benchmarkTable(report: BenchmarkReport): string {
  const row = (name: string, found: MethodReport) => [
    name,
    points(found.score),
    range(found.interval),
    points(found.macro),
    points(found.scored),
    found.pass === null ? '–' : points(found.pass),
    found.styles ? [found.styles.easy, found.styles.normal, found.styles.hard].map(points).join(' / ') : '',
  ];
  const ordered = (found: BenchmarkReport['static'], note: string) =>
    Object.entries(found)
      .toSorted((left, right) => right[1].score - left[1].score)
      .slice(0, 8)
      .map(([name, method]) => row(`${name}${note}`, method));
  const rows = [
    ...ordered(report.replayed, ' (replayed)'),
    row('rlar', report.rlar),
    ...ordered(report.static, ''),
  ];
  const categories = Object.entries(report.categories).map(([name, count]) => `${name} ${count}`);
  return [
    `${styled('bold', report.file)}: ${report.format}, ${report.n} items (${categories.join(', ')}); ${TIES[report.counting] ?? report.counting}`,
    table(['method', 'accuracy', '95 % interval', 'macro', 'answered', 'pass', 'easy / normal / hard'], rows),
    ...(report.selection ? ['', selectionTable(report.selection)] : []),
    styled('dim', LEGEND),
  ].join('\n');
}

/** How an item counts on which a method gives right and wrong responses the same value. */
const TIES = lookup({
  strict: 'a tie is wrong',
  half: 'a tie counts half',
  best: 'right where the best value is a right one, ties shared',
  styles: 'by style of answer, a tie is wrong',
});

const LEGEND =
  'accuracy: items on which the right response gets the higher value, in percent; macro: the mean over categories; answered: ' +
  'items for which there is a value at all; pass: what a trainer would pass on by the rule of the RLAR paper';

function comparisonRow(name: string, found: Comparison | null): string[] | null {
  return found && comparisonCells(name, found, { share: points, gain: points, interval: range });
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}

function range([low, high]: readonly [number, number]): string {
  return `[${points(low)}, ${points(high)}]`;
}
