import { table } from '../../spec/table.ts';
import { METHODS, type SelectionReport } from '../selection/selection-report.ts';
import { bounds, type Html, html, htmlTable, points } from './html.ts';
import { type IntervalRow, intervalPlot } from './plots.ts';

/** What a method of a selection report is called for people. */
export const METHOD_NAMES: Readonly<Record<(typeof METHODS)[number], string>> = table({
  several: 'rlar, one scorer or several',
  one: 'rlar, one scorer a category',
  fixed: 'best single on the evidence',
  'mean of 2': 'mean of the 2 best, as they are',
  'mean of 10': 'mean of the 10 best, as they are',
  'mean of all': 'mean of all, as they are',
  'even mix of 5': 'even mix of the 5 best, rescaled',
  random: 'one drawn blindly',
  'best single': 'best single, knows the answers',
  'oracle by category': 'oracle by category',
  'oracle by item': 'oracle by item',
});

const MARKS: Readonly<Record<string, IntervalRow['mark']>> = table({
  several: 'rlar',
  one: 'rlar',
  fixed: 'static',
  'best single': 'static',
  'oracle by category': 'oracle',
  'oracle by item': 'oracle',
});

/** @returns one drawing: every method with its interval */
export function selectionPlot(report: SelectionReport): Html {
  return intervalPlot(
    METHODS.map((name) => ({
      name: METHOD_NAMES[name],
      mark: MARKS[name] ?? 'other',
      value: report.methods[name].score,
      interval: report.methods[name].interval,
    })),
  );
}

/** @returns what choosing among scorers is worth, as a section of a page */
export function selectionSection(report: SelectionReport): Html {
  const { scorers, evidence, overBestSingle, overFixed, bestSingle, closed } = report;
  const way = (of: number | null) => (of === null ? '–' : `${points(of)} %`);
  return html`<h3>Choosing among ${scorers} scorers</h3>
<p>Chosen on ${evidence}, measured on items that the choice was not made on, without a look at any response. Minus the best single one that
knows the answers (${bestSingle}): ${points(overBestSingle.value)} (${bounds(overBestSingle.interval)}); minus the best single one of the
evidence: ${points(overFixed.value)} (${bounds(overFixed.interval)}). Of the way from the best single one to the oracle by category ${way(closed.category)} is
gone, to the oracle by item ${way(closed.item)}.</p>
${selectionPlot(report)}
${htmlTable(
  ['method', 'accuracy', '95 %', 'pass', 'calls a candidate'],
  METHODS.map((name) => {
    const { score, interval, pass, calls } = report.methods[name];
    return [
      METHOD_NAMES[name],
      points(score),
      bounds(interval),
      pass === null ? '–' : points(pass),
      calls.toFixed(1),
    ];
  }),
)}
${htmlTable(
  ['group', 'items', 'rlar', 'one scorer', 'best single', 'oracle by category'],
  Object.entries(report.groups).map(([name, group]) => [
    name,
    String(group.items),
    ...[group.several, group.one, group.bestSingle, group.oracle].map(points),
  ]),
)}`;
}
