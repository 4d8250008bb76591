import { readBehind } from './behind-number.ts';
import { MINUS } from './digit-numbers.ts';
import type { FoundNumber, NumberReading } from './found-number.ts';
import { isBounded } from './number-bounds.ts';
import {
  beginsNumber,
  multiplierOf,
  NUMBER_STEMS,
  readHanNumber,
  readNumberWords,
  type SpelledNumber,
} from './number-words.ts';
import { rational } from './rational.ts';

const WORDS = /\p{Script=Han}+|\p{L}+/gu;

/** Finds at a glance whether a text holds a number in words at all. */
export const SPELLED = new RegExp(
  `${NUMBER_STEMS.join('|')}|teen|half|dozen|hundred|[零一二三四五六七八九十两百千万]`,
  'i',
);

/** @returns the numbers in digits and those in words, in the order of the text */
export function withWords(
  text: string,
  digits: readonly FoundNumber[],
  reading: NumberReading,
): FoundNumber[] {
  const lower = text.toLowerCase();
  const words: FoundNumber[] = [];
  WORDS.lastIndex = 0;
  for (let match = WORDS.exec(lower); match; match = WORDS.exec(lower)) {
    const read = spelledAt(lower, match);
    if (!read || digits.some((other) => match.index < other.end && other.start < read.end)) continue;
    const before = lower.slice(Math.max(0, match.index - 40), match.index);
    let value = rational(BigInt(read.numerator), BigInt(read.denominator));
    const behind = readBehind(lower, read.end, value);
    value = behind.value;
    const below = /^\s{0,2}(?:°|degrees?)?\s{0,2}below (?:zero|freezing)/.test(
      lower.slice(behind.end, behind.end + 30),
    );
    if (value && (MINUS.test(before) || below)) value = rational(-value.numerator, value.denominator);
    if (isBounded(before, reading)) value = null;
    words.push({
      value,
      percent: behind.percent,
      unit: behind.unit,
      inWords: true,
      start: match.index,
      end: behind.end,
    });
    WORDS.lastIndex = behind.end;
  }
  return [...digits, ...words].sort((left, right) => left.start - right.start);
}

function spelledAt(lower: string, match: RegExpExecArray) {
  const word = match[0];
  if (/^\p{Script=Han}/u.test(word)) {
    const han = /[零〇一二三四五六七八九十百千万两]+/.exec(word);
    const value = han && readHanNumber(han[0]);
    return han && value !== null
      ? { numerator: value, denominator: 1, end: match.index + han.index + han[0].length }
      : null;
  }
  if (beginsNumber(word)) return outOf(lower, readNumberWords(lower, match.index));
  const isCounted =
    multiplierOf(word) !== null &&
    /(?:^|[^\p{L}])an?\s$/u.test(lower.slice(Math.max(0, match.index - 4), match.index));
  return isCounted ? readNumberWords(lower, match.index) : null;
}

/** "One in thirty-six", "two out of five", where nothing that is counted stands behind. */
function outOf(lower: string, number: SpelledNumber | null): SpelledNumber | null {
  const between =
    number?.denominator === 1
      ? /^ (?:in|out of) (?:every )?/.exec(lower.slice(number.end, number.end + 14))
      : null;
  if (!number || !between) return number;
  const whole = readNumberWords(lower, number.end + between[0].length);
  const isShare =
    whole !== null &&
    whole.denominator === 1 &&
    whole.numerator > number.numerator &&
    ENDS.test(lower.slice(whole.end));
  return isShare ? { numerator: number.numerator, denominator: whole.numerator, end: whole.end } : number;
}

const ENDS = /^\s*(?:[.,;:!?)]|$|(?:chances?|probability|odds|times)\b)/;
