import { findNumbers } from '../numbers/find-numbers.ts';
import { SMALL_WORDS, TENS_WORDS } from '../numbers/number-words.ts';
import { AMBIGUOUS_NUMBERS, VALUES_ELSEWHERE } from '../numbers/number-words-elsewhere.ts';

const WORDS: ReadonlyMap<string, number> = new Map([
  ...VALUES_ELSEWHERE,
  ...SMALL_WORDS.map((word, value): [string, number] => [word, value]),
  ...TENS_WORDS.map((word, index): [string, number] => [word, 20 + 10 * index]),
  ['hundred', 100],
  ['dozen', 12],
]);
const TOKEN = /\d[\d.,\u00a0\u202f]*\d|\d|\p{L}+(?:-\p{L}+)*/gu;
const LONGEST = 20_000;
/** Up to here a number may count what the source lists. */
const MOST_COUNTED = 5;

/** @returns the numbers of two and more that a text names, in digits or words of seven languages, as digits with a point before decimals */
function numbersIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [token] of inDigits(text.slice(0, LONGEST)).matchAll(TOKEN)) {
    if (/^\d/.test(token)) for (const number of written(token)) found.add(number);
    else {
      const word = token.toLowerCase();
      // "Two-year" is two years.
      const value = WORDS.get(word) ?? WORDS.get(word.split('-')[0]!);
      if (value !== undefined) found.add(String(value));
    }
  }
  found.delete('1');
  found.delete('0');
  return found;
}

/**
 * The numbers of a run of digits and marks, alike in all languages: groups of three without their marks, a decimal mark as a point.
 * "12.5.2024" is three numbers. A lone mark before three digits parts a group.
 */
function written(token: string): string[] {
  const parts = token.split(/[.,\u00a0\u202f]/);
  const marks = new Set(token.match(/[.,\u00a0\u202f]/g));
  const areGroups = (of: readonly string[]) =>
    of[0]!.length <= 3 && of.slice(1).every((part) => part.length === 3);
  const decimals = parts.length > 1 && parts.at(-1)!.length !== 3 && areGroups(parts.slice(0, -1));
  const isOne = areGroups(parts) || parts.length === 1;
  if (isOne) return [plain(parts.join(''))];
  if (decimals && (parts.length === 2 || marks.size > 1)) {
    const behind = parts.at(-1)!.replace(/0+$/, '');
    return [plain(parts.slice(0, -1).join('')) + (behind === '' ? '' : `.${behind}`)];
  }
  return parts.map(plain);
}

function plain(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** "Three hundred" is 300, and neither 3 nor 100. */
function inDigits(text: string): string {
  let written = text;
  for (const { inWords, value, start, end } of findNumbers(text, { mark: '.', bounds: false }).toReversed())
    if (inWords && value?.denominator === 1n && /\p{L}[\s-]+\p{L}/u.test(text.slice(start, end)))
      written = written.slice(0, start) + value.numerator + written.slice(end);
  return written;
}

/** Without words that mean a number in one language only. */
function surely(text: string): Set<string> {
  return numbersIn(
    text.replace(/\p{L}+/gu, (word) => (AMBIGUOUS_NUMBERS.has(word.toLowerCase()) ? ' ' : word)),
  );
}

/**
 * Prepares a check whether a text has a number in place of another: one that no known text names, while one that every reference
 * names is missing.
 */
export function prepareNumberCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  const all = new Set([...references, ...known].flatMap((text) => [...numbersIn(text)]));
  const sets = references.map(numbersIn);
  const wanted = [...(sets[0] ?? [])].filter((number) => sets.every((set) => set.has(number)));
  return (text) => {
    const named = numbersIn(text);
    const missing = wanted.some((number) => !named.has(number));
    return missing && [...surely(text)].some((number) => !all.has(number));
  };
}

const LONGEST_CONTEXT_WORD = 6;
const NEXT = /^\p{L}{4,}$/u;

/** Every number with the word in front of it and a word of content behind it: "costing 240 jobs". */
function placedNumbers(text: string): [place: string, number: string][] {
  const tokens = inDigits(text.slice(0, LONGEST)).match(TOKEN) ?? [];
  return tokens.flatMap((token, at): [string, string][] => {
    const [front, behind] = [tokens[at - 1], tokens[at + 1]];
    if (!/^\d/.test(token) || !front || !behind || !NEXT.test(behind) || /^\d/.test(front)) return [];
    const cut = (word: string) => word.toLowerCase().slice(0, LONGEST_CONTEXT_WORD);
    return [[`${cut(front)} ${cut(behind)}`, written(token).join(' ')]];
  });
}

/**
 * Prepares a check whether a number stands in the place of another one, between the same two words: "costing 80 jobs" for "costing 240
 * jobs", though the source has both numbers.
 */
export function prepareMovedNumberCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  const all = new Map<string, Set<string>>();
  for (const [place, number] of [...references, ...known].flatMap(placedNumbers))
    all.set(place, (all.get(place) ?? new Set()).add(number));
  return (text) => {
    const own = placedNumbers(text);
    return own.some(([place, number]) => {
      const wanted = all.get(place);
      return (
        wanted !== undefined &&
        !wanted.has(number) &&
        !own.some((other) => other[0] === place && wanted.has(other[1]))
      );
    });
  };
}

/** Units and ranks whose number nobody counts out: "five stars", "ten minutes". */
const MEASURED =
  /(?<![\p{L}\p{N}])(\d[\d.,]*|\p{L}{3,9})[\s-](?:stars?|per ?cent|pounds?|euros?|dollars?|minutes?|hours?|years?|months?|days?|miles?|km|kilometres?|kilometers?|met(?:er|re)s?|storeys?|stor(?:y|ies)|floors?|rooms?|pages?)(?!\p{L})/giu;

/** Prepares a check whether a text measures something by a number that no record and no reference names. */
export function prepareMeasuredCheck(known: readonly string[]): (text: string) => boolean {
  const all = new Set(known.flatMap((text) => [...numbersIn(text)]));
  return (text) =>
    Array.from(inDigits(text.slice(0, LONGEST)).matchAll(MEASURED)).some(([, number]) =>
      [...surely(number!)].some((value) => !all.has(value)),
    );
}

/** Prepares a check whether a text names a number that no known text names. */
export function prepareInventedNumberCheck(known: readonly string[]): (text: string) => boolean {
  const all = new Set(known.flatMap((text) => [...numbersIn(text)]));
  return (text) => [...surely(text)].some((number) => !all.has(number) && Number(number) > MOST_COUNTED);
}
