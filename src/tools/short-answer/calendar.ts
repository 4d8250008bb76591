import type { Likeness } from './quantity.ts';

/** As much of a date as a text names. */
export interface CalendarDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

const isYear = (word: string | undefined) => word !== undefined && /^[12]\d{3}$/.test(word);
const isDay = (word: string | undefined) => word !== undefined && /^#?(?:[12]?\d|3[01])$/.test(word);

/** @param words in comparable form, as {@link tokenize} gives them; @returns null where they name no date or two */
export function readCalendarDate(words: readonly string[]): CalendarDate | null {
  const months = words.flatMap((word, at) => (/^m\d{1,2}$/.test(word) ? [at] : []));
  const years = words.filter(isYear);
  if (months.length > 1 || new Set(years).size > 1 || words.length > 12) return null;
  const [at] = months;
  const year = years[0] === undefined ? null : Number(years[0]);
  if (at === undefined) return words.length === 1 && year !== null ? { year, month: null, day: null } : null;
  const near = isDay(words[at + 1]) ? words[at + 1] : isDay(words[at - 1]) ? words[at - 1] : undefined;
  return {
    year,
    month: Number(words[at]!.slice(1)),
    day: near === undefined ? null : Number(near.replace('#', '')),
  };
}

/** A date that says less than the wanted one is not told to be it. */
export function compareDates(wanted: CalendarDate, said: CalendarDate): Likeness {
  let less = false;
  for (const part of ['year', 'month', 'day'] as const) {
    const value = wanted[part];
    if (value === null) continue;
    if (said[part] === null) less = true;
    else if (said[part] !== value) return 'different';
  }
  return less ? 'unknown' : 'same';
}
