import { readBehind } from './behind-number.ts';
import type { FoundNumber, NumberReading } from './found-number.ts';
import { isBounded } from './number-bounds.ts';
import { plainDigits } from './number-style.ts';
import { rational, rationalOf } from './rational.ts';
import { unitNamed } from './units.ts';

const DIGITS =
  "\\d{1,3}(?:,\u200b{0,2}\\d{3})+(?:\\.\\d+)?(?![\\d,]*\\d)|\\d{1,3}(?:[ \\u00a0\\u202f'’]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d{1,3}(?:, 0\\d{2})+(?!\\d)|\\d+(?:[.,]\\d+)*|\\.\\d+";

/** A number in digits, with its sign and currency. */
export const NUMBER = new RegExp(
  `(?<![\\w.])(?:(?<sign>[-−–+])(?=[\\s$€£¥₹]{0,2}[\\d.]))?\\s?(?:[$€£¥₹]|USD|EUR)?\\s?(?<second>[-−–])?(?<digits>${DIGITS})`,
  'g',
);

/** A minus in words, in front of a number. */
export const MINUS = /(?:\b(?:minus|negative|menos|moins|meno)|负|負)\s+$|(?:负|負)$/i;

/** Reads the number that NUMBER found in a text, with everything that belongs to it. */
export function readDigits(text: string, match: RegExpExecArray, reading: NumberReading): FoundNumber {
  const raw = match.groups!.digits!;
  const start = match.index + match[0].search(/\S/);
  let end = match.index + match[0].length;
  if (/[.,]$/.test(raw)) end -= 1;
  const digits = /^\d+$/.test(raw)
    ? raw
    : plainDigits(
        raw
          .replace(/\u200b/g, '')
          .replace(/, (?=\d)/g, ',')
          .replace(/[.,]$/, ''),
        reading.mark,
      );
  let value = digits === null || digits === '' ? null : rationalOf(digits);
  const before = text.slice(Math.max(0, start - 40), start);
  const behind = readBehind(text, end, value);
  value = behind.value;
  end = behind.end;
  const negative = isNegative(match, before, text) !== MINUS.test(before);
  const below =
    /^\s{0,2}(?:°\s?C?|degrees?(?: Celsius| Fahrenheit)?)?\s{0,2}(?:below (?:zero|freezing)|unter null|bajo cero|sous zéro)/i.exec(
      text.slice(end, end + 40),
    );
  if (value && (negative || below)) value = rational(-value.numerator, value.denominator);
  if (/^\s?\^(?!\s?\{?\s?\\circ)|^_\{?\d|^!(?!\s|$)|^\s?(?:±|\\pm|\+\/-)/.test(text.slice(end, end + 10)))
    value = null;
  if (
    isBounded(before, reading) ||
    /\\[a-zA-Z]+\s*$/.test(
      before
        .slice(-14)
        .replace(/\\(?:quad|left|right|times|cdot|div|approx|displaystyle|pm|le|ge|in|to)\s*$/, ''),
    )
  )
    value = null;
  const currency = /[$€¢]/.exec(match[0])?.[0];
  const unit = behind.unit ?? (currency ? unitNamed(currency) : null);
  return { value, percent: behind.percent, unit, inWords: false, start, end: end + (below?.[0].length ?? 0) };
}

/** A dash is a minus where it touches the digits, or stands behind a colon, equals sign or bracket; else it is a bullet or a dash. */
function isNegative(match: RegExpExecArray, before: string, text: string): boolean {
  const { sign, second } = match.groups!;
  if (second && second !== '+') return true;
  if (!sign || sign === '+') return false;
  const touches = /^[-−–][$€£¥₹\d.]/.test(match[0].trimStart());
  if (/[\d)\]}%]\s*$/.test(before)) return false;
  if (touches) return !/\p{L}$/u.test(before);
  return (
    /[:=({[|]\s*$/.test(before) ||
    (before.trim() === '' && sign === '−') ||
    (text.trim() === match[0].trim() && sign !== '–')
  );
}

/** The 20 of "July 20, 1969". */
export function isDayOfDate(text: string, start: number, end: number): boolean {
  return (
    /^(?:st|nd|rd|th)?,? (?:of )?\d{4}(?!\d)/.test(text.slice(end, end + 12)) &&
    /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s?$/i.test(
      text.slice(Math.max(0, start - 12), start),
    )
  );
}
