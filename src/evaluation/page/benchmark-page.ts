import { table } from '../../spec/table.ts';
import type { BenchmarkReport, MethodReport } from '../benchmark/benchmark-report.ts';
import { type Html, html, htmlTable, points } from './html.ts';
import { type IntervalRow, intervalPlot } from './plots.ts';
import { selectionSection } from './selection-page.ts';

/** Methods shown of each sort; the JSON has all. */
const MOST = 10;

/** @returns the figures of one benchmark file as a section of a page */
export function benchmarkSection(report: BenchmarkReport): Html {
  const { selection, file, format, n, counting } = report;
  const methods = methodsOf(report);
  const categories = Object.keys(report.categories);
  return html`<h2>${file}</h2>
<p>${format}, ${n} items. ${COUNTINGS[counting] ?? ''} ${
    Object.keys(report.replayed).length > 0
      ? html`What the reward models and judges said is replayed from the data; nothing of it ran here.`
      : html``
  }</p>
${intervalPlot(methods.map(({ name, method, mark }) => ({ name: name.slice(0, 32), mark, value: method.score, interval: method.interval })))}
${selection ? selectionSection(selection) : html``}
${htmlTable(
  ['method', 'accuracy', 'macro', 'with a value', 'pass', ...categories],
  methods.map(({ name, method }) => [
    name,
    points(method.score),
    points(method.macro),
    points(method.scored),
    method.pass === null ? '–' : points(method.pass),
    ...categories.map((category) => points(method.categories[category] ?? Number.NaN)),
  ]),
)}`;
}

const COUNTINGS: Readonly<Record<string, string>> = table({
  strict: 'A tie counts as wrong, as its makers count.',
  half: 'A tie counts half.',
  best: 'A tie at the top is shared, as in RewardBench 2.',
  styles: 'The share of nine pairs by style, as in RM-Bench.',
});

function methodsOf(
  report: BenchmarkReport,
): { name: string; method: MethodReport; mark: IntervalRow['mark'] }[] {
  const best = (found: Record<string, MethodReport>) =>
    Object.entries(found)
      .toSorted((left, right) => right[1].score - left[1].score)
      .slice(0, MOST);
  return [
    ...best(report.replayed).map(([name, method]) => ({ name, method, mark: 'other' as const })),
    { name: 'rlar, no learned reward', method: report.rlar, mark: 'other' as const },
    ...best(report.static).map(([name, method]) => ({ name, method, mark: 'other' as const })),
  ];
}
