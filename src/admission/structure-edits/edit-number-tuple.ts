import type { EditInput, StructureEdit } from './structure-edit.ts';

const NUMBER = /(?<![\p{L}\p{N}.])\d{1,6}(?![\p{L}\p{N}]|\.\d)/gu;
const [FEWEST, MOST] = [2, 5];
/** Greatest change of one number, most tuples tried, and most tuples kept of each sort. */
const REACH = 8;
const MOST_TRIED = 6_000;
const KEPT = 3;

type Tuple = readonly number[];

/**
 * Replaces the few numbers of a response by others: with the same sum and nearly the same product, with the same product
 * and nearly the same sum, and with one number more or less but the same sum and product. A verifier that compares loosely,
 * or forgets to count, pays them.
 */
export function editNumberTuple({ shape }: EditInput): StructureEdit[] {
  if (shape.form.kind === 'json' || shape.form.kind === 'table') return [];
  const found = [...shape.text.matchAll(NUMBER)];
  const numbers = found.map(([text]) => Number(text));
  if (numbers.length < FEWEST || numbers.length > MOST || numbers.some((one) => one === 0)) return [];
  const [sum, product] = [sumOf(numbers), productOf(numbers)];
  if (!Number.isSafeInteger(product)) return [];
  const away = (tuple: Tuple) => Math.abs(productOf(tuple) / product - 1) + Math.abs(sumOf(tuple) / sum - 1);
  const distinct = new Set(numbers).size === numbers.length;
  const nearest = (tuples: readonly Tuple[]) =>
    tuples
      .filter((tuple) => sorted(tuple) !== sorted(numbers))
      .filter((tuple) => !distinct || new Set(tuple).size === tuple.length)
      .toSorted((one, other) => away(one) - away(other))
      .slice(0, KEPT);
  const order = orderOf(numbers);
  const tuples: [string, Tuple[]][] = [
    ['its numbers others of the same sum', nearest(ofSum(numbers))],
    ['its numbers others of the same product', nearest(factored(product, numbers.length))],
    ['one number more, of the same product', nearest(factored(product, numbers.length + 1))],
    ['one number less, of the same product', nearest(factored(product, numbers.length - 1))],
  ];
  return tuples.flatMap(([sort, list]) =>
    list.map((tuple) => ({
      sort: away(tuple) < 1e-9 ? `${sort} and sum` : sort,
      text: written(shape.text, found, order(tuple)),
    })),
  );
}

/** @returns tuples of the same sum, each number moved a little */
function ofSum(numbers: Tuple): Tuple[] {
  const found: Tuple[] = [];
  let tried = 0;
  const walk = (at: number, left: number, made: Tuple): void => {
    if (tried++ > MOST_TRIED) return;
    const one = numbers[at]!;
    if (at === numbers.length - 1) {
      if (left > 0 && Math.abs(left - one) <= 2 * REACH) found.push([...made, left]);
      return;
    }
    for (let by = 0; by <= REACH; by += 1)
      for (const next of by === 0 ? [one] : [one + by, one - by])
        if (next > 0 && next < left) walk(at + 1, left - next, [...made, next]);
  };
  walk(0, sumOf(numbers), []);
  return found;
}

/** @returns ascending tuples of this length and product */
function factored(product: number, length: number): Tuple[] {
  const found: Tuple[] = [];
  let tried = 0;
  const walk = (least: number, left: number, made: Tuple): void => {
    if (made.length === length - 1) {
      if (left >= least) found.push([...made, left]);
      return;
    }
    for (let one = least; one ** (length - made.length) <= left && tried < MOST_TRIED; one += 1) {
      tried += 1;
      if (left % one === 0) walk(one, left / one, [...made, one]);
    }
  };
  if (length >= FEWEST) walk(1, product, []);
  return found;
}

/**
 * @returns the text with these numbers in place of its own. An extra number follows the last one, with the same separator
 * as between the last two
 */
function written(text: string, found: readonly RegExpExecArray[], tuple: Tuple): string {
  const ends = found.map((one) => one.index + one[0].length);
  const gap = text.slice(ends.at(-2), found.at(-1)!.index);
  let made = text.slice(0, found[0]!.index);
  for (const [at, number] of tuple.entries())
    made += (at === 0 ? '' : at < found.length ? text.slice(ends[at - 1], found[at]!.index) : gap) + number;
  return made + text.slice(ends.at(-1));
}

/** @returns how to put other numbers in the order of these */
function orderOf(numbers: Tuple): (tuple: Tuple) => Tuple {
  const steps = numbers.slice(1).map((one, at) => one - numbers[at]!);
  if (steps.every((step) => step >= 0)) return (tuple) => tuple.toSorted((one, other) => one - other);
  if (steps.every((step) => step <= 0)) return (tuple) => tuple.toSorted((one, other) => other - one);
  return (tuple) => tuple;
}

function sumOf(numbers: Tuple): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function productOf(numbers: Tuple): number {
  return numbers.reduce((all, one) => all * one, 1);
}

function sorted(numbers: Tuple): string {
  return numbers.toSorted((one, other) => one - other).join(' ');
}
