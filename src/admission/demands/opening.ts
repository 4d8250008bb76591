import { allSay, type Demand, type Examples, ONLY } from './demand.ts';
import type { Shape } from './shape.ts';

const FEWEST = 3;
const WORDED =
  /\b(?:one line|single line|the line|last line|in the form|format|exactly|begin\w*|start\w*)\b/i;

/** Demands for the common beginning of all right responses, if the prompts give it: `numbers:`, `SELECT`, `https://`. */
export function openingDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST || rights[0]!.shape.form.kind === 'json') return [];
  const texts = rights.map(({ shape }) => shape.text.trim());
  if (new Set(texts).size < FEWEST) return [];
  const opening = sharedOpening(texts);
  if (!/\p{L}{2}|[^\p{L}\p{N}\s]{2}/u.test(opening)) return [];
  if (!rights.every(({ prompt }) => prompt.includes(opening))) return [];
  const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');
  const holds = ({ text }: Shape) => plain(text.replace(/[*`]/g, '')).startsWith(plain(opening));
  const said = allSay(rights, WORDED) || allSay(rights, ONLY);
  return [{ name: `it begins with “${opening}”`, sure: said, holds: (_, response) => holds(response) }];
}

/** @returns the common beginning, up to the end of a word or sign */
function sharedOpening(texts: readonly string[]): string {
  const first = texts[0]!;
  let length = 0;
  while (length < Math.min(first.length, 60) && texts.every((text) => text[length] === first[length]))
    length++;
  const shared = first.slice(0, length);
  const cut = length < first.length && /[\p{L}\p{N}]$/u.test(shared);
  return (cut ? shared.replace(/[\p{L}\p{N}]+$/u, '') : shared).split('\n')[0]!.trim();
}
