import { table } from '../../spec/table.ts';
import { VALUES_ELSEWHERE } from './number-words-elsewhere.ts';

/** The numbers from zero to twenty in English: the place of a word is its value. */
export const SMALL_WORDS: readonly string[] = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen ' +
  'nineteen twenty'
).split(' ');
/** The tens from twenty to ninety in English. */
export const TENS_WORDS: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(
  ' ',
);

/** Words that are mostly something else: articles, and words of English. */
const NOT_IN_PROSE = new Set('un um een six sei dix сто tien seize quince'.split(' '));

/** Number words by language: small numbers and tens, and what multiplies what stands before it. */
const SMALL: Readonly<Record<string, number>> = table(
  Object.fromEntries([
    ...[...VALUES_ELSEWHERE].filter(([word, value]) => !NOT_IN_PROSE.has(word) && value < 100),
    ...SMALL_WORDS.map((word, value) => [word, value] as const),
    ...TENS_WORDS.map((word, index) => [word, 20 + 10 * index] as const),
    ['fourty', 40] as const,
    ['null', 0] as const,
  ]),
);
/** What number words begin with; those that begin as another does are left out. */
export const NUMBER_STEMS: readonly string[] = Object.keys(SMALL).filter((word, _, words) =>
  words.every((other) => other === word || !word.startsWith(other)),
);
const MULTIPLIERS: Readonly<Record<string, number>> = table({
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
  trillion: 1_000_000_000_000,
  dozen: 12,
});
/** Words for parts of one: halves, quarters. `first` is the singular's denominator. */
const PARTS: Readonly<Record<string, number>> = table({
  half: 2,
  halves: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fourth: 4,
  fourths: 4,
  fifth: 5,
  fifths: 5,
  sixth: 6,
  sixths: 6,
  seventh: 7,
  sevenths: 7,
  eighth: 8,
  eighths: 8,
  ninth: 9,
  ninths: 9,
  tenth: 10,
  tenths: 10,
  twelfth: 12,
  twelfths: 12,
  hundredth: 100,
  hundredths: 100,
});

const WORD = /\p{L}+/gu;
const MOST_WORDS = 14;

/** A number that words spell out, as a fraction, and where the words end. */
export interface SpelledNumber {
  readonly numerator: number;
  readonly denominator: number;
  readonly end: number;
}

/** @returns whether a word may begin a number: cheap, for skipping over text */
export function beginsNumber(word: string): boolean {
  return Object.hasOwn(SMALL, word) || word === 'half' || word === 'dozen';
}

/** @returns what a word multiplies the number before it by, as in "a hundred and fifty"; null where it does not */
export function multiplierOf(word: string): number | null {
  return Object.hasOwn(MULTIPLIERS, word) ? MULTIPLIERS[word]! : null;
}

/**
 * Reads a number in words: "four hundred (and) thirty", "ninety-nine", "twelve and a half", "three quarters", "one half",
 * years as they are spoken, "nineteen eighty-nine", and small numbers in seven more languages.
 * @param from where the first word starts; the text is in lower case
 * @returns null where no number begins there
 */
export function readNumberWords(text: string, from: number): SpelledNumber | null {
  let total = 0;
  let group = -1;
  let end = from;
  let words = 0;
  WORD.lastIndex = from;
  for (let match = WORD.exec(text); match && words < MOST_WORDS; match = WORD.exec(text), words += 1) {
    const gap = text.slice(end, match.index);
    if (words > 0 && !/^(?:\s|\s?-\s?)$/.test(gap)) break;
    const word = match[0];
    const stop = match.index + word.length;
    if (Object.hasOwn(SMALL, word)) {
      const value = SMALL[word]!;
      const fits =
        group < 0 ||
        (group === 0 && total > 0) ||
        (group % 100 === 0 && group > 0) ||
        (group % 100 >= 20 && group % 10 === 0 && value < 10);
      const isYear = words === 1 && total === 0 && group >= 13 && group <= 20 && value >= 10;
      if (!fits && !isYear) break;
      group = isYear && !fits ? 100 * group + value : Math.max(0, group) + value;
    } else if (Object.hasOwn(MULTIPLIERS, word)) {
      const by = MULTIPLIERS[word]!;
      if (group < 0 && !(word === 'dozen' || total === 0) && words > 0) break;
      if (by === 100) group = Math.max(1, group) * 100;
      else {
        total += Math.max(1, group) * by;
        group = 0;
      }
    } else if (word === 'and' && group >= 0) {
      const part = partBehind(text, stop);
      if (part) return fraction(total + group, part.numerator, part.denominator, part.end);
      const next = /^\s(\p{L}+)/u.exec(text.slice(stop, stop + 20))?.[1];
      if (!next || !Object.hasOwn(SMALL, next) || (group % 100 !== 0 && total === 0)) break;
      end = stop;
      continue;
    } else if (Object.hasOwn(PARTS, word) && (group > 0 || words === 0)) {
      if (words === 0 && word !== 'half') return null;
      return { numerator: words === 0 ? 1 : total + group, denominator: PARTS[word]!, end: stop };
    } else break;
    end = stop;
  }
  if (end === from) return null;
  return { numerator: total + Math.max(0, group), denominator: 1, end };
}

/** "… a half", "… three quarters" behind a whole number's "and". */
function partBehind(
  text: string,
  from: number,
): { numerator: number; denominator: number; end: number } | null {
  const match = /^\s(an?|one|two|three)[\s-](\p{L}+)/u.exec(text.slice(from, from + 30));
  if (!match || !Object.hasOwn(PARTS, match[2]!)) return null;
  const numerator = match[1]!.startsWith('a') ? 1 : SMALL[match[1]!]!;
  return { numerator, denominator: PARTS[match[2]!]!, end: from + match[0].length };
}

function fraction(whole: number, numerator: number, denominator: number, end: number): SpelledNumber {
  return { numerator: whole * denominator + numerator, denominator, end };
}

const HAN_DIGITS = '零一二三四五六七八九';
const HAN: Readonly<Record<string, number>> = table({ 〇: 0, 两: 2, 兩: 2, 壹: 1 });
const HAN_UNITS: Readonly<Record<string, number>> = table({
  十: 10,
  百: 100,
  千: 1_000,
  万: 10_000,
  萬: 10_000,
});

/** @returns the value of Chinese or Japanese numerals such as 四百三十; null for anything else */
export function readHanNumber(text: string): number | null {
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const letter of text) {
    const value = HAN_DIGITS.includes(letter) ? HAN_DIGITS.indexOf(letter) : HAN[letter];
    if (value !== undefined) {
      if (digit > 0) return null;
      digit = value;
      continue;
    }
    const unit = HAN_UNITS[letter];
    if (unit === undefined) return null;
    if (unit === 10_000) {
      total += (section + Math.max(0, digit)) * unit;
      section = 0;
    } else section += (digit < 0 ? 1 : digit) * unit;
    digit = -1;
  }
  return total + section + Math.max(0, digit);
}
