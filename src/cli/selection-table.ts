import { METHOD_NAMES } from '../evaluation/page/selection-page.ts';
import { METHODS, type SelectionReport } from '../evaluation/selection/selection-report.ts';
import { styled, table } from './terminal.ts';

/** @returns what choosing among scorers is worth, as tables for people; shares in percent */
export function selectionTable(report: SelectionReport): string {
  const { overBestSingle, overFixed, closed, bestSingle } = report;
  const range = ([low, high]: readonly [number, number]) => `[${points(low)}, ${points(high)}]`;
  const way = (share: number | null) => (share === null ? 'no way to go' : `${points(share)} %`);
  const choices = Object.entries(report.choices).map(([group, { splits, weights }]) => {
    const shown = Object.entries(weights).slice(0, 5);
    return `${group} (${points(splits)} % of the splits): ${shown.map(([name, weight]) => `${name} ${weight.toFixed(2)}`).join(', ')}`;
  });
  return [
    `${styled('bold', `choosing among ${report.scorers} scorers`)}: on ${report.evidence}; ${report.items} items measured`,
    table(
      ['method', 'accuracy', '95 % interval', 'pass', 'calls'],
      METHODS.map((name) => {
        const { score, interval, pass, calls } = report.methods[name];
        return [
          METHOD_NAMES[name],
          points(score),
          range(interval),
          pass === null ? '–' : points(pass),
          calls.toFixed(1),
        ];
      }),
    ),
    `rlar − best single that knows the answers (${bestSingle}): ${points(overBestSingle.value)} ${range(overBestSingle.interval)}`,
    `rlar − best single on the evidence: ${points(overFixed.value)} ${range(overFixed.interval)}`,
    `of the way from the best single to the oracle by category: ${way(closed.category)}; by item: ${way(closed.item)}`,
    `the same choice on its own evidence: ${points(report.onEvidence.several)}, one scorer ${points(report.onEvidence.one)}`,
    table(
      ['group', 'items', 'rlar', 'one scorer', 'best single', 'oracle'],
      Object.entries(report.groups).map(([name, { items, several, one, bestSingle: best, oracle }]) => [
        name,
        String(items),
        ...[several, one, best, oracle].map(points),
      ]),
    ),
    ...choices,
  ].join('\n');
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}
