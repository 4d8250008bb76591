import { decimalsOf, numberIn } from './cells.ts';
import { allSay, type Demand, type Examples } from './demand.ts';
import { leavesOf, numbersAt } from './json-paths.ts';
import type { Shape } from './shape.ts';

const SUM = /\b(?:sums?|totals?|adds? up|altogether|combined)\b/i;
const COUNT = /\b(?:counts?|number of|how many|length)\b/i;
const STEPS =
  /\b(?:consecutive|successive|following|next|each|every|sequence|in a row|follow\w*|daily|weekly)\b/i;
const ASCENDING =
  /\b(?:sort\w*|ascending|increasing|smallest|alphabetical\w*|from a to z|chronological\w*|earliest|lowest|order)\b/i;
const DESCENDING =
  /\b(?:sort\w*|descending|decreasing|largest|biggest|highest|latest|from z to a|reverse|order)\b/i;
const DAY_MS = 86_400_000;
const FEWEST = 3;

/** A table whose last row holds the sums of the columns above it, or JSON with a number that is the sum or count of others. */
export interface Sum {
  /** Column of the table, or path of the sum. */
  readonly at: number | string;
  /** Path of the parts, of JSON. */
  readonly parts?: string;
  readonly counts?: boolean;
}

/** @returns the sums that hold in all right responses */
export function sumsOf({ rights }: Examples): Sum[] {
  const first = rights[0]?.shape;
  if (!first || rights.length < FEWEST) return [];
  if (first.form.kind === 'table') {
    const widest = Math.max(...rights.map(({ shape }) => shape.rows[0]?.length ?? 0));
    const columns = Array.from({ length: widest }, (_, at) => at);
    return columns
      .filter((at) => rights.some(({ shape }) => at < (shape.rows[0]?.length ?? 0)))
      .map((at): Sum => ({ at }))
      .filter((sum) =>
        rights.every(({ shape }) => Number(sum.at) >= (shape.rows[0]?.length ?? 0) || holds(sum, shape)),
      );
  }
  const paths = [...new Set(leavesOf(first.value).map(({ path }) => path))];
  const wholes = paths.filter((path) => !path.includes('[]') && numbersAt(first.value, path));
  const parts = paths.filter((path) => path.includes('[]'));
  return wholes.flatMap((at) =>
    parts
      .flatMap((part): Sum[] => [
        { at, parts: part },
        { at, parts: part, counts: true },
      ])
      .filter((sum) => rights.every(({ shape }) => holds(sum, shape)))
      .filter(() => rights.some(({ shape }) => leavesOf(shape.value).length > 3)),
  );
}

function holds({ at, parts, counts }: Sum, { rows, value, stray }: Shape): boolean {
  if (parts !== undefined) {
    const whole = numbersAt(value, String(at))?.[0];
    if (counts) return whole === leavesOf(value).filter(({ path }) => path === parts).length;
    const each = numbersAt(value, parts);
    return (
      each !== null &&
      whole !== undefined &&
      near(
        each.reduce((sum, one) => sum + one, 0),
        whole,
        6,
      )
    );
  }
  const column = rows.slice(1).map((row) => row[Number(at)] ?? '');
  const numbers = column.map(numberIn);
  if (stray > 0 || numbers.length < 2 || numbers.some((number) => number === null)) return false;
  const sum = numbers.slice(0, -1).reduce<number>((all, one) => all + (one ?? 0), 0);
  return near(sum, numbers.at(-1) ?? Number.NaN, Math.max(...column.map(decimalsOf)));
}

function near(one: number, other: number, decimals: number): boolean {
  return Math.abs(one - other) <= 0.6 * 10 ** -Math.min(6, decimals + 1);
}

/** Sums and counts, steps, and the order of numbers, dates and texts. */
export function relationDemands(examples: Examples): Demand[] {
  const { rights } = examples;
  if (rights.length < FEWEST) return [];
  const sums = sumsOf(examples).map(
    (sum): Demand => ({
      name: `${sum.counts ? 'the count' : 'the sum'} ${sum.parts ? `at ${sum.at} of ${sum.parts}` : `of column ${Number(sum.at) + 1}`}`,
      sure: allSay(rights, sum.counts ? COUNT : SUM),
      holds: (_, response, original) =>
        sum.parts === undefined && Number(sum.at) >= (original.rows[0]?.length ?? 0)
          ? true
          : holds(sum, response),
    }),
  );
  const orders: [string, RegExp, (values: readonly number[] | readonly string[]) => boolean][] = [
    [
      'ascending order',
      ASCENDING,
      (values) => values.every((value, at) => at === 0 || value >= values[at - 1]!),
    ],
    [
      'descending order',
      DESCENDING,
      (values) => values.every((value, at) => at === 0 || value <= values[at - 1]!),
    ],
    ['equal steps', STEPS, equalSteps],
  ];
  const keys = ['items', 'values'] as const;
  const series = keys.flatMap((key) =>
    orders.flatMap(([name, cue, test]): Demand[] => {
      const keeps = (shape: Shape) => {
        const values = key === 'items' ? seriesOf(shape) : listOf(shape);
        return values !== null && test(values);
      };
      const long = rights.filter(
        ({ shape }) => ((key === 'items' ? seriesOf(shape) : listOf(shape))?.length ?? 0) > 2,
      );
      if (long.length < FEWEST || !rights.every(({ shape }) => keeps(shape))) return [];
      return [
        { name: `${name} of its ${key}`, sure: allSay(rights, cue), holds: (_, response) => keeps(response) },
      ];
    }),
  );
  return [...sums, ...series];
}

function equalSteps(values: readonly (number | string)[]): boolean {
  const numbers = values.map(Number);
  const step = numbers[1]! - numbers[0]!;
  return (
    numbers.every((value, at) => at === 0 || Math.abs(value - numbers[at - 1]! - step) < 1e-9) && step !== 0
  );
}

/** @returns lines or items as numbers or days where all of them are, else as texts; null of other forms */
function seriesOf({ form, items }: Shape): number[] | string[] | null {
  return form.kind === 'lines' || form.kind === 'list' ? comparable(items) : null;
}

/** @returns the same of a list of plain values in JSON */
function listOf({ value }: Shape): number[] | string[] | null {
  return Array.isArray(value) && value.every((entry) => typeof entry !== 'object')
    ? comparable(value.map(String))
    : null;
}

function comparable(texts: readonly string[]): number[] | string[] {
  if (texts.every((text) => numberIn(text) !== null)) return texts.map(Number);
  if (texts.every((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))))
    return texts.map((text) => Date.parse(text) / DAY_MS);
  return texts.map((text) => text.toLowerCase());
}
