import { table } from '../../spec/table.ts';
import type { BenchmarkReport, MethodReport } from '../benchmark/benchmark-report.ts';
import { bounds, type Html, html, htmlTable, points } from './html.ts';
import { type IntervalRow, intervalPlot } from './plots.ts';

/** Methods shown of each sort; the JSON has all. */
const MOST = 10;

/** @returns the figures of one benchmark file as a section of a page */
export function benchmarkSection(report: BenchmarkReport): Html {
  const { routing, file, format, n, counting } = report;
  const methods = methodsOf(report);
  const categories = Object.keys(report.categories);
  return html`<h2>${file}</h2>
<p>${format}, ${n} items. ${COUNTINGS[counting] ?? ''} ${
    Object.keys(report.replayed).length > 0
      ? html`What the reward models and judges said is replayed from the data; nothing of it ran here.`
      : html``
  }</p>
${intervalPlot(methods.map(({ name, method, mark }) => ({ name: name.slice(0, 32), mark, value: method.score, interval: method.interval })))}
${
  routing
    ? html`<p>Routed among the replayed ones, by category, chosen on the other half: ${points(routing.routed.score)}; minus the best single
one chosen the same way: ${points(routing.gain.value)} (${bounds(routing.gain.interval)}); minus the best single one that knows the answers
(${routing.bestStatic}): ${points(routing.gainOverBestStatic.value)} (${bounds(routing.gainOverBestStatic.interval)}). Oracle by category
${points(routing.oracleByCategory)}, by item ${points(routing.oracleByItem)}.</p>`
    : html``
}
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
  const { routing } = report;
  return [
    ...(routing ? [{ name: 'routed', method: routing.routed, mark: 'rlar' as const }] : []),
    ...(routing
      ? [{ name: 'best single, other half', method: routing.bestStaticOnOtherHalf, mark: 'static' as const }]
      : []),
    ...best(report.replayed).map(([name, method]) => ({ name, method, mark: 'other' as const })),
    { name: 'rlar, no learned reward', method: report.rlar, mark: 'other' as const },
    ...best(report.static).map(([name, method]) => ({ name, method, mark: 'other' as const })),
  ];
}
