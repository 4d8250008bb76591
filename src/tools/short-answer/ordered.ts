import type { Likeness } from './quantity.ts';
import { tokenize } from './tokens.ts';

const ASKS_ORDER =
  /\b(?:in order|order(?:ed|ing)?|arrange|sort(?:ed)?|rank(?:ed|ing)?|ascending|descending|chronological\w*|alphabetical\w*|sequence|from (?:\w+ ){1,3}to|first to last|(?:oldest|smallest|largest|biggest|earliest|youngest|longest|shortest|lowest|highest) (?:first|to)|reverse[ds]?|backwards?)\b/i;
const SEPARATOR = /\s*(?:,(?!\d{3}(?!\d))|[;>→<|\n]|->|\bthen\b|\band\b)\s*/i;

/** Whether a question asks for the order of things. */
export function asksOrder(prompt: string): boolean {
  return ASKS_ORDER.test(prompt.slice(-1_000));
}

/** @returns the items of a reference whose order the question asks for; null where it asks for none */
export function orderedItems(prompt: string, reference: string): string[] | null {
  if (!asksOrder(prompt) || reference.length > 400) return null;
  const items = reference
    .split(SEPARATOR)
    .map(wordsOf)
    .filter((item) => item !== '');
  return items.length >= 2 ? items : null;
}

/** Compares the order in which a text names the items: another order is another answer. */
export function compareOrder(items: readonly string[], text: string): Likeness {
  const said = ` ${wordsOf(text)} `;
  const places = new Map<string, number[]>();
  for (const item of new Set(items)) {
    const found: number[] = [];
    for (let at = said.indexOf(` ${item} `); at >= 0; at = said.indexOf(` ${item} `, at + 1)) found.push(at);
    if (found.length === 0) return 'unknown';
    places.set(item, found);
  }
  const [first = ''] = items;
  const isInOrder = places.get(first)!.some((start) => follows(items, places, start));
  const isPlain = [...places.values()].every((found) => found.length === 1);
  return isInOrder ? (isPlain ? 'same' : 'unknown') : 'different';
}

function follows(
  items: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  start: number,
): boolean {
  let at = start;
  for (const item of items.slice(1)) {
    const next = places.get(item)!.find((place) => place > at);
    if (next === undefined) return false;
    at = next;
  }
  return true;
}

function wordsOf(text: string): string {
  return tokenize(text, 2_000)
    .map((token) => token.text)
    .join(' ');
}
