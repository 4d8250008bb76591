import type { Demand, Example } from './demand.ts';
import { leavesOf } from './json-paths.ts';
import type { Shape } from './shape.ts';

/** A number of pairs or of JSON that lies between two numbers of the prompt: `limit is a whole number from 1 to 10`. */
export function rangeDemands(rights: readonly Example[]): Demand[] {
  return numbersIn(rights[0]!.shape).flatMap(({ place }): Demand[] => {
    const bounds = ({ prompt }: Example) => rangeIn(prompt, place);
    if (!rights.every(bounds)) return [];
    const holds: Demand['holds'] = (prompt, response) => {
      const range = rangeIn(prompt, place);
      const values = numbersIn(response).filter((entry) => entry.place === place);
      return range !== null && values.length > 0 && values.every(({ text }) => inRange(text, range));
    };
    if (!rights.every(({ prompt, shape }) => holds(prompt, shape, shape))) return [];
    return [{ name: `${place} within the range of the prompt`, sure: true, holds }];
  });
}

/** Bounds that a prompt states of a place, and whether only whole numbers lie between them. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

function inRange(text: string, { low, high, whole }: Range): boolean {
  const shape = whole ? /^[-+]?\d+$/ : /^[-+]?\d+(?:\.\d+)?$/;
  return shape.test(text) && Number(text) >= low && Number(text) <= high;
}

/** Ways to state a range behind a name; the bounds that are not stated are infinite. */
const RANGES: readonly (readonly [
  pattern: RegExp,
  range: (first: number, second: number, whole: boolean) => [number, number],
])[] = [
  [/^(?:from|between)\s+(-?\d+)\s+(?:to|and)\s+(-?\d+)/, (first, second) => [first, second]],
  [/^(-?\d+)\s*(?:to|-|–)\s*(-?\d+)/, (first, second) => [first, second]],
  [
    /^(?:above|over|more than|greater than)\s+(-?\d+)/,
    (first, _, whole) => [first + (whole ? 1 : 1e-9), Infinity],
  ],
  [
    /^(?:below|under|less than|fewer than)\s+(-?\d+)/,
    (first, _, whole) => [-Infinity, first - (whole ? 1 : 1e-9)],
  ],
  [/^(?:at least|no less than|not less than)\s+(-?\d+)/, (first) => [first, Infinity]],
  [/^(?:at most|no more than|up to)\s+(-?\d+)/, (first) => [-Infinity, first]],
  [/^positive\b/, (_, __, whole) => [whole ? 1 : 1e-9, Infinity]],
];
const FARTHEST = 40;

/** @returns the range that a prompt states behind the name of a place, before anything else is named; null where it states none */
export function rangeIn(prompt: string, place: string): Range | null {
  const key = place.slice(place.lastIndexOf('.') + 1).replace('[]', '');
  const name = new RegExp(`(?<![\\p{L}\\p{N}_])${RegExp.escape(key)}(?![\\p{L}\\p{N}_])`, 'gu');
  for (const found of key === '' ? [] : prompt.matchAll(name)) {
    const behind = prompt.slice(found.index + key.length, found.index + key.length + 2 * FARTHEST);
    const [clause = ''] = /^[^.;,\n]*/.exec(behind) ?? [];
    for (let at = 0; at < Math.min(clause.length, FARTHEST); at++) {
      if (at > 0 && /[\p{L}\p{N}-]/u.test(clause[at - 1]!)) continue;
      for (const [pattern, range] of RANGES) {
        const stated = pattern.exec(clause.slice(at));
        if (!stated) continue;
        const whole = /\b(?:whole|integer)\b/i.test(clause);
        const [low, high] = range(Number(stated[1]), Number(stated[2]), whole);
        return { low, high, whole };
      }
    }
  }
  return null;
}

/** @returns values of pairs, and leaves of JSON that are numbers, as texts, by place; of pairs all values */
function numbersIn({ form, names, items, value }: Shape): { place: string; text: string }[] {
  if (form.kind === 'pairs') return names.map((name, at) => ({ place: name, text: items[at] ?? '' }));
  return leavesOf(value).flatMap((leaf) =>
    typeof leaf.value === 'number' ? [{ place: leaf.path, text: String(leaf.value) }] : [],
  );
}
