import { isDayOfDate, NUMBER, readDigits } from './digit-numbers.ts';
import type { FoundNumber, NumberReading } from './found-number.ts';
import { joinedUnits } from './joined-units.ts';
import { merged } from './merge-expressions.ts';
import { SPELLED, withWords } from './spelled-numbers.ts';

/**
 * Finds the numbers of a short text in order: digits with signs, currency, groups, decimals, fractions, powers of ten,
 * per cent, scale words and units; and numbers in words. Numbers with an operator between them are one expression, which
 * has no value.
 */
export function findNumbers(source: string, reading: NumberReading): FoundNumber[] {
  const text = withoutMarks(source);
  const found: FoundNumber[] = [];
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(text); match; match = NUMBER.exec(text)) {
    const number = readDigits(text, match, reading);
    if (!isDayOfDate(text, match.index + match[0].search(/\S/), NUMBER.lastIndex)) found.push(number);
    NUMBER.lastIndex = Math.max(NUMBER.lastIndex, number.end);
    if (found.length > 200) found.shift();
  }
  const all = SPELLED.test(text) ? withWords(text, found, reading) : found;
  return all.length < 2 ? all : merged(text, joinedUnits(text, all));
}

/** LaTeX marks that only change how a number looks become spaces of the same length. */
function withoutMarks(source: string): string {
  const text = source.includes('<<')
    ? source.replace(/<<[^<>\n]{0,200}>>/g, (all) => ' '.repeat(all.length))
    : source;
  if (!/[\\{}$*_`]/.test(text)) return text;
  return text
    .replace(
      /\\[dtc]?frac\s?(?:\{\s?(\d{1,9})\s?\}|(\d))\s?(?:\{\s?(\d{1,9})\s?\}|(\d))/g,
      (whole, a, b, c, d) => ` ${a ?? b}/${c ?? d}`.padEnd(whole.length),
    )
    .replace(/(?<=\d)(?:\{,\}|\\,|\\!|,\\!)(?=\d{3})/g, (mark) => ','.padEnd(mark.length, '\u200b'))
    .replace(
      /\\(?:text|textbf|mathrm|mathbf|textit)\s?\{|\\[$%!,;: ]|\*\*|(?<!\d)\*(?! ?[$€£]?\d)|\*(?!\s?[$€£(]?\s?\d)|[{}`]/g,
      (mark) => (mark.includes('%') ? ' %' : mark.includes('$') ? ' $' : ' '.repeat(mark.length)),
    );
}
