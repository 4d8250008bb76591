import type { Demand, Example, Examples } from './demand.ts';
import type { Shape } from './shape.ts';
import { slotsOf, WORDS } from './slots.ts';

const NUMBER = /(?<![\p{L}\p{N}.])[-+−]?\d+(?:\.\d+)?(?![\p{L}\p{N}]|\.\d)/gu;
const FEWEST = 3;
const FEWEST_VALUES = 3;
const MOST_NUMBERS = 40;
const ASCENDING = /\b(?:ascending|increasing|smallest (?:first|to largest)|from (?:low|small)\w* to)\b/i;
const DESCENDING = /\b(?:descending|decreasing|largest (?:first|to smallest)|from (?:high|larg)\w* to)\b/i;

const MADE: readonly (readonly [name: string, make: (numbers: readonly number[]) => number])[] = [
  ['the sum of its numbers', (numbers) => numbers.reduce((all, one) => all + one, 0)],
  ['the product of its numbers', (numbers) => numbers.reduce((all, one) => all * one, 1)],
  ['the greatest of its numbers', (numbers) => Math.max(...numbers)],
  ['the least of its numbers', (numbers) => Math.min(...numbers)],
  ['its first number', (numbers) => numbers[0] ?? Number.NaN],
  ['its last number', (numbers) => numbers.at(-1) ?? Number.NaN],
];

/** Demands on the numbers of a response: the sum, product, greatest number and so on that the prompts state, and their order. */
export function numberRelationDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST || rights.some(({ shape }) => numbersIn(shape).length < 2)) return [];
  return [...stated(rights), ...ordered(rights), ...counted(rights)];
}

function stated(rights: readonly Example[]): Demand[] {
  const keys = slotsOf(rights[0]!.prompt).map(({ key }) => key);
  const shared = keys.filter((key) => rights.every(({ prompt }) => valueAt(prompt, key) !== null));
  return shared.flatMap((key) => {
    if (new Set(rights.map(({ prompt }) => valueAt(prompt, key))).size < FEWEST_VALUES) return [];
    return MADE.flatMap(([name, make]): Demand[] => {
      const holds: Demand['holds'] = (prompt, response) => {
        const wanted = valueAt(prompt, key);
        return wanted !== null && Math.abs(make(numbersIn(response)) - wanted) < 1e-9;
      };
      if (!rights.every(({ prompt, shape }) => holds(prompt, shape, shape))) return [];
      return [{ name: `${name} is the “${key}” of the prompt`, sure: true, holds }];
    });
  });
}

function ordered(rights: readonly Example[]): Demand[] {
  const orders: readonly (readonly [string, RegExp, (one: number, next: number) => boolean])[] = [
    ['ascending', ASCENDING, (one, next) => one <= next],
    ['descending', DESCENDING, (one, next) => one >= next],
  ];
  return orders.flatMap(([name, cue, test]): Demand[] => {
    const holds = (shape: Shape) => {
      const numbers = numbersIn(shape);
      return numbers.every((one, at) => at === 0 || test(numbers[at - 1]!, one));
    };
    if (!rights.every(({ prompt, shape }) => cue.test(prompt) && holds(shape))) return [];
    if (!rights.some(({ shape }) => new Set(numbersIn(shape)).size > 1)) return [];
    return [{ name: `its numbers ${name}`, sure: true, holds: (_, response) => holds(response) }];
  });
}

/** Demands for the number of numbers that every prompt asks for. */
function counted(rights: readonly Example[]): Demand[] {
  const counts = new Set(rights.map(({ shape }) => numbersIn(shape).length));
  const [count = 0] = counts;
  const said = new RegExp(
    `\\b(?:${WORDS[count] ?? count}|${count})\\s+(?:[\\p{L}-]+\\s+){0,4}?(?:numbers|integers|primes|values|factors|divisors|digits)\\b`,
    'iu',
  );
  if (counts.size !== 1 || !rights.every(({ prompt }) => said.test(prompt))) return [];
  const holds: Demand['holds'] = (_, response) => numbersIn(response).length === count;
  return [{ name: `${count} numbers, as the prompt says`, sure: true, holds }];
}

function valueAt(prompt: string, key: string): number | null {
  return slotsOf(prompt).find((slot) => slot.key === key)?.value ?? null;
}

function numbersIn({ text, form }: Shape): number[] {
  if (form.kind === 'json' || form.kind === 'table') return [];
  return Array.from(text.matchAll(NUMBER), ([found]) => Number(found.replace('−', '-'))).slice(
    0,
    MOST_NUMBERS,
  );
}
