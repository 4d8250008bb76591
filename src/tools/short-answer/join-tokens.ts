import { multiplierOf } from '../../text/numbers/number-words.ts';
import { COUNTRIES } from './words.ts';

/** A token that may still grow by those behind it. */
export interface Draft {
  text: string;
  sentence: number;
  capital: boolean;
  value: number | null;
  start: number;
  end: number;
}

/** Appends a token, joining it to the one before where the two are one thing. */
export function pushToken(tokens: Draft[], next: Draft, gap: string): void {
  const last = tokens.at(-1);
  if (last && last.sentence === next.sentence && gap.length <= 2) {
    const multiplier = multiplierOf(next.text);
    if (multiplier !== null && last.value !== null) {
      join(last, next, last.value * multiplier);
      return;
    }
    if ((last.text === 'minus' || last.text === 'negative') && next.value !== null && next.value > 0) {
      join(last, next, -next.value);
      return;
    }
    if (isSpelledYear(last, next) && !/^m\d/.test(tokens.at(-2)?.text ?? '')) {
      join(last, next, 100 * last.value! + next.value!);
      return;
    }
    const country = COUNTRIES.get(`${last.text} ${next.text}`);
    if (country) {
      last.text = country;
      last.end = next.end;
      return;
    }
    const isUnit = next.value !== null && next.value > 0 && next.value < 10 && gap !== '';
    const isTens =
      last.value !== null &&
      last.value % 10 === 0 &&
      (last.value >= 20 && last.value < 100 ? last.end - last.start > 3 : isSpokenYear(last));
    if (isUnit && isTens) {
      join(last, next, last.value! + next.value!);
      return;
    }
    if (next.text === '#' && last.value !== null) {
      const beforeLast = tokens.at(-2);
      const isDay = beforeLast?.text.startsWith('m') === true && /^m\d/.test(beforeLast.text);
      if (!isDay) last.text = `#${last.text}`;
      if (!isDay) last.value = null;
      last.end = next.end;
      return;
    }
    if (
      /^[a-z]$/.test(next.text) &&
      /^[a-z]{1,3}$/.test(last.text) &&
      last.end - last.start <= 2 * last.text.length + 2
    ) {
      if (last.text.length === 1 || /\./.test(gap)) {
        const letters = last.text + next.text;
        last.text = COUNTRIES.get(letters) ?? letters;
        last.end = next.end;
        return;
      }
    }
  }
  if (next.text === '#') return;
  const isMonth = /^m\d/.test(next.text);
  const day = isMonth && last?.text === 'of' ? tokens.at(-2) : last;
  if (isMonth && day && /^#?(?:[12]?\d|3[01])$/.test(day.text)) {
    monthFirst(tokens, day, next);
    return;
  }
  if (
    last &&
    next.value !== null &&
    next.value < 100 &&
    /^[-–—]$/.test(gap) &&
    isYear(last.value) &&
    next.text.length === 2
  ) {
    next.value += last.value! - (last.value! % 100);
    next.text = String(next.value);
  }
  if (next.value !== null && next.value >= 15000 && next.value < 210000 && last) footnote(next, last);
  tokens.push(next);
}

/** Writes "24 March", "24th of March" as "March 24" is. */
function monthFirst(tokens: Draft[], day: Draft, month: Draft): void {
  const number = day.text.replace('#', '');
  if (tokens.at(-1) !== day) tokens.pop();
  tokens.pop();
  tokens.push(
    { ...month, start: day.start, end: day.end, sentence: day.sentence },
    { ...day, text: number, value: Number(number), start: month.start, end: month.end },
  );
}

const isYear = (value: number | null) =>
  value !== null && Number.isInteger(value) && value >= 1000 && value < 2100;

/** A year with a footnote number glued to it, "in 20171", reads as the year. */
function footnote(token: Draft, last: Draft): void {
  if (!/^m\d/.test(last.text) && last.value === null && !['in', 'since', 'of', 'on'].includes(last.text))
    return;
  const year = token.text.slice(0, 4);
  if (!/^(?:1[5-9]|20)\d\d$/.test(year) || token.text.includes('.')) return;
  token.text = year;
  token.value = Number(year);
}

/** "nineteen eighteen": two numbers in words, as years are spoken. */
function isSpelledYear(last: Draft, next: Draft): boolean {
  const isWord = ({ start, end, value }: Draft) => value !== null && end - start > String(value).length;
  return (
    isWord(last) &&
    isWord(next) &&
    last.value! >= 11 &&
    last.value! <= 20 &&
    next.value! >= 10 &&
    next.value! <= 99
  );
}

/** "nineteen eighty": a year in words whose last digit may follow. */
function isSpokenYear({ value, start, end }: Draft): boolean {
  return value! >= 1300 && value! < 2100 && value! % 100 >= 20 && end - start > 6;
}

function join(last: Draft, next: Draft, value: number): void {
  last.value = value;
  last.text = numberText(value);
  last.end = next.end;
}

export function numberText(value: number): string {
  return String(value);
}
