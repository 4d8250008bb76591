import { MONTH_NAMES } from '../../text/months.ts';

const MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3).toLowerCase());
const NAMED = `(${MONTHS.join('|')})[a-z]{0,6}\\.?`;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const MONTH_FIRST = new RegExp(`^(?:[a-z]{3,9}day,? )?${NAMED} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`);
const DAY_FIRST = new RegExp(`^(?:[a-z]{3,9}day,? )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${NAMED},? (\\d{4})$`);

/**
 * @param text in lower case, without surrounding punctuation
 * @returns a key that is equal for equal dates: `2021-5-3`, or `5/3/2021` where the order of day and month is open;
 * null for anything else
 */
export function readDate(text: string): string | null {
  if (text.length > 40) return null;
  const iso = ISO.exec(text);
  if (iso) return key(iso[1]!, Number(iso[2]), iso[3]!);
  const slashed = SLASHED.exec(text);
  if (slashed) return `${Number(slashed[1])}/${Number(slashed[2])}/${slashed[3]}`;
  const month = MONTH_FIRST.exec(text);
  if (month) return key(month[3]!, MONTHS.indexOf(month[1]!) + 1, month[2]!);
  const day = DAY_FIRST.exec(text);
  return day ? key(day[3]!, MONTHS.indexOf(day[2]!) + 1, day[1]!) : null;
}

function key(year: string, month: number, day: string): string {
  return `${year}-${month}-${Number(day)}`;
}
