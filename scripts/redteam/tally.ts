import Table from 'cli-table3';
import type { Outcome } from './tools.ts';

/** What the cases of one row of the table came to. */
export interface Tally {
  readonly name: string;
  readonly wrong: number;
  readonly wrongPaid: number;
  readonly right: number;
  readonly rightAtNothing: number;
  readonly rightUnscored: number;
  readonly failed: number;
}

const NO_LINES = Object.fromEntries(
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle'
    .split(' ')
    .map((part) => [part, '']),
);
const BAD = ['wrongPaid', 'rightAtNothing', 'rightUnscored', 'failed'] as const;

/** @returns one tally for each name that `by` gives, in the order of their first case */
export function talliesBy(outcomes: readonly Outcome[], by: (outcome: Outcome) => string): Tally[] {
  return [...Map.groupBy(outcomes, by)].map(([name, list]) => tallyOf(name, list));
}

/** @returns the counts of some cases */
export function tallyOf(name: string, list: readonly Outcome[]): Tally {
  const count = (verdict: Outcome['verdict']) => list.filter((one) => one.verdict === verdict).length;
  const right = list.filter(({ should }) => should === 1).length;
  return {
    name,
    wrong: list.length - right,
    wrongPaid: count('wrong paid'),
    right,
    rightAtNothing: count('right at nothing'),
    rightUnscored: count('right unscored'),
    failed: count('failed'),
  };
}

/** The largest share in per cent that a tally has: of the wrong ones paid, or of the right ones at nothing; all failed ones count. */
export function worstPercent(tally: Tally): number {
  const { wrong, wrongPaid, right, rightAtNothing, failed } = tally;
  return Math.max(percent(wrongPaid, wrong), percent(rightAtNothing, right), percent(failed, wrong + right));
}

/** @returns the two tables: by tool, and the faults by tool and attack, worst first */
export function tables(outcomes: readonly Outcome[]): string {
  const byTool = [...talliesBy(outcomes, ({ tool }) => tool), tallyOf('ALL', outcomes)];
  const faults = talliesBy(outcomes, ({ tool, attack }) => `${tool}: ${attack}`)
    .filter((tally) => BAD.some((field) => tally[field] > 0))
    .sort((left, right) => bad(right) - bad(left));
  return [table('tool', byTool), ...(faults.length > 0 ? [table('fault', faults)] : [])].join('\n');
}

function table(head: string, tallies: readonly Tally[]): string {
  const rows = tallies.map(({ name, wrong, wrongPaid, right, rightAtNothing, rightUnscored, failed }) => [
    name,
    wrong,
    told(wrongPaid, wrong),
    right,
    told(rightAtNothing, right),
    told(rightUnscored, right),
    failed,
  ]);
  return plainTable([head, 'wrong', 'paid', 'right', 'at nothing', 'unscored', 'failed'], rows);
}

/** @returns rows below a head, without lines: the first column to the left, the others to the right */
export function plainTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const made = new Table({
    head: [...head],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: NO_LINES,
    colAligns: head.map((_, at) => (at === 0 ? 'left' : 'right')),
  });
  for (const row of rows) made.push([...row]);
  return made.toString();
}

const bad = (tally: Tally): number => BAD.reduce((sum, field) => sum + tally[field], 0);
const percent = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of);
const told = (count: number, of: number): string =>
  of === 0 ? '–' : `${count} (${percent(count, of).toFixed(1)} %)`;
