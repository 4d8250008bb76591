import { table } from '../../spec/table.ts';
import { SMALL_WORDS, TENS_WORDS } from '../numbers/number-words.ts';

/** How many of something a prompt asks for; both ends count. */
export interface Quantity {
  readonly least?: number;
  readonly most?: number;
  /** The number stands alone: neither "at least" nor "exactly" is said. */
  readonly bare?: boolean;
}

const TENS: Readonly<Record<string, number>> = table({
  ...Object.fromEntries(TENS_WORDS.slice(1).map((word, index) => [word, 30 + 10 * index])),
  hundred: 100,
  'a hundred': 100,
  'one hundred': 100,
  'two hundred': 200,
  'three hundred': 300,
  'five hundred': 500,
  'a thousand': 1000,
});

export const NUMBER = `(?:\\d{1,3},\\d{3}|\\d{1,5}|${Object.keys(TENS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')}|${SMALL_WORDS.toReversed().join('|')})`;

const LEAST =
  '(?:at (?:the very )?least|no less than|no fewer than|not less than|not fewer than|a minimum of|minimum)';
const MOST =
  '(?:at (?:the very )?most|no more than|not more than|no longer than|not exceed|not exceeding|a maximum of|maximum|up to)';
const OVER = '(?:more than|over|greater than|longer than)';
const UNDER = '(?:less than|fewer than|under|below|shorter than)';
const EXACT = '(?:exactly|precisely)';

/**
 * A pattern for an amount of `unit`, from "at least 3 bullet points" to "between 5 and 7 sentences"; without groups.
 * The amount is read from what it matched by `readQuantity`.
 */
export function amountOf(unit: string): string {
  const compared = `(?:${LEAST}|${MOST}|${OVER}|${UNDER}|${EXACT})`;
  const range = `(?:between )?${NUMBER} ?(?:-|–|to|and|or) ?${NUMBER}`;
  return `(?:(?:${compared} )?(?:${range}|${NUMBER}(?: ?\\+| or (?:more|less|fewer)| plus)?)[ -]?${unit}(?: or (?:more|less|fewer))?)`;
}

/** @param amount what `amountOf` matched. @returns null where it is no amount that can be checked */
export function readQuantity(amount: string): Quantity | null {
  const numbers = [...amount.matchAll(new RegExp(`\\b${NUMBER}\\b`, 'g'))].map(([word]) => toNumber(word));
  const first = numbers[0];
  if (first === undefined || numbers.length > 2) return null;
  const says = (pattern: string) => new RegExp(`^${pattern} `).test(amount);
  const second = numbers[1];
  if (second !== undefined) {
    if (says(`(?:${LEAST}|${MOST}|${OVER}|${UNDER}|${EXACT})`) || second < first) return null;
    return { least: first, most: second };
  }
  const more = /\d ?\+|\bor more\b|\bplus\b/.test(amount);
  const fewer = /\bor (?:less|fewer)\b/.test(amount);
  if (says(LEAST) || more) return fewer || says(MOST) || says(UNDER) ? null : { least: first };
  if (says(MOST) || fewer) return { most: first };
  if (says(OVER)) return { least: first + 1 };
  if (says(UNDER)) return { most: first - 1 };
  return says(EXACT) ? { least: first, most: first } : { least: first, most: first, bare: true };
}

/** @returns IFEval's pairs of relation and number: one for each end */
export function relationsOf({
  least,
  most,
}: Quantity): { relation: 'at least' | 'less than'; count: number }[] {
  return [
    ...(least === undefined ? [] : [{ relation: 'at least' as const, count: least }]),
    ...(most === undefined ? [] : [{ relation: 'less than' as const, count: most + 1 }]),
  ];
}

export function toNumber(word: string): number {
  const plain = word.trim();
  const small = SMALL_WORDS.indexOf(plain);
  return small >= 0 ? small : (TENS[plain] ?? Number(plain.replace(',', '')));
}
