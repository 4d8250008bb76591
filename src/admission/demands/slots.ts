import { SMALL_WORDS } from '../../text/numbers/number-words.ts';

/** A number that a prompt states, and the words around it. */
export interface Slot {
  /** The words around it; two prompts of one kind state the same number under the same key. */
  readonly key: string;
  readonly value: number;
  /** The bound in the words of the prompt: `exactly 3`, `at most 6`, `at least 2`; otherwise a plain number. */
  readonly bound: 'exactly' | 'most' | 'least' | null;
  /** The words behind it, and those around it, in small letters. */
  readonly after: string;
  readonly around: string;
}

/** Numbers in words, from zero on. */
export const WORDS: readonly string[] = SMALL_WORDS.slice(0, 13);
const NUMBER = new RegExp(`(?<![\\w.,-])(?:(?!0\\d)\\d{1,6}|${WORDS.join('|')})(?![\\w%]|[.,]\\d)`, 'giu');
const EXACTLY = /(?:exactly|precisely)\s+$/i;
const MOST =
  /(?:at most|no more than|not more than|up to|maximum of|a maximum of|not exceed|not exceeding|max\.?)\s+$/i;
const BELOW = /(?:fewer than|less than|under|below)\s+$/i;
const LEAST = /(?:at least|no fewer than|no less than|not less than|minimum of|a minimum of|min\.?)\s+$/i;
const ABOVE = /(?:more than|over|above)\s+$/i;

/** @returns the whole numbers that a prompt states, in order; a key that comes twice is numbered */
export function slotsOf(prompt: string): Slot[] {
  const seen = new Map<string, number>();
  return [...prompt.matchAll(NUMBER)].map((found): Slot => {
    const before = prompt.slice(Math.max(0, found.index - 60), found.index);
    const after = prompt
      .slice(found.index + found[0].length, found.index + found[0].length + 60)
      .toLowerCase();
    const said = WORDS.indexOf(found[0].toLowerCase());
    const stated = said >= 0 ? said : Number(found[0]);
    const key = `${words(before).slice(-1).join(' ')} # ${words(after).slice(0, 1).join(' ').replace(/s$/, '')}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const below = BELOW.test(before);
    const above = !below && ABOVE.test(before) && !MOST.test(before);
    return {
      key: times > 1 ? `${key} ${times}` : key,
      value: below ? stated - 1 : above ? stated + 1 : stated,
      bound: EXACTLY.test(before)
        ? 'exactly'
        : below || MOST.test(before)
          ? 'most'
          : above || LEAST.test(before)
            ? 'least'
            : null,
      after,
      around: `${before.toLowerCase()}#${after}`,
    };
  });
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}]+/gu) ?? [];
}

/** @returns the prompt with the number of a slot changed; null where it is not stated in digits there */
export function withSlot(prompt: string, key: string, value: number): string | null {
  const at = slotsOf(prompt).findIndex((slot) => slot.key === key);
  const found = [...prompt.matchAll(NUMBER)][at];
  if (!found || !/^\d/.test(found[0])) return null;
  return prompt.slice(0, found.index) + value + prompt.slice(found.index + found[0].length);
}
