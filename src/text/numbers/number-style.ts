import { clip } from '../clip.ts';
import { detectLanguage } from '../language.ts';

/** Which mark stands in front of decimals: in "1.250" it is the point (1.25) or, where it is the comma, it is 1250. */
export type DecimalMark = '.' | ',';

const COMMA_LANGUAGES = new Set(
  'de es fr it pt nl pl ru uk tr cs sk sv da no fi hu ro bg el hr sl lt lv et id vi ca'.split(' '),
);
const ENGLISH = /\b(?:the|of|is|are|how|many|what|and|costs?|has|with|each|from|does|did)\b/i;
const NUMBER = /(?<![\w.,])\d{1,3}(?:[.,]\d+)+(?![\d.,]*\w)/g;

/**
 * Decides once for a query how a number with one mark and three digits behind it is read, by what the prompt's and the
 * references' own numbers show, else by the prompt's language. Never both ways at once.
 */
export function decimalMarkOf(prompt: string, references: readonly string[] = []): DecimalMark {
  const text = clip(prompt, 2_000);
  for (const source of [text, ...references]) {
    const shown = shownMark(source.slice(0, 2_000));
    if (shown) return shown;
  }
  if (
    (text.match(/\p{L}{2,}/gu) ?? []).length < 4 ||
    ENGLISH.test(text) ||
    !/[^\W\d_]{2}|[^\x00-\x7f]/.test(text)
  )
    return '.';
  const language = detectLanguage(text);
  return language && language.confidence > 0.8 && COMMA_LANGUAGES.has(language.language) ? ',' : '.';
}

/** @returns the mark that a text's unambiguous numbers show: 12,50 and 1.250,5 show the comma, 3.14 and 1,250.5 the point */
function shownMark(text: string): DecimalMark | null {
  for (const [number] of text.matchAll(NUMBER)) {
    const mark = markOf(number);
    if (mark) return mark;
  }
  return null;
}

function markOf(number: string): DecimalMark | null {
  const points = number.split('.').length - 1;
  const commas = number.split(',').length - 1;
  if (points > 0 && commas > 0) return number.lastIndexOf('.') > number.lastIndexOf(',') ? '.' : ',';
  if (points > 1) return ',';
  if (commas > 1) return '.';
  const behind = number.length - 1 - Math.max(number.indexOf('.'), number.indexOf(','));
  if (behind === 3 && !number.startsWith('0')) return null;
  return points === 1 ? '.' : ',';
}

/**
 * @param number digits with points, commas, spaces or apostrophes between them
 * @returns the digits with a point in front of the decimals and nothing else; null where the groups are no thousands
 */
export function plainDigits(number: string, mark: DecimalMark): string | null {
  const text = number.replace(/[\s'’\u00a0\u202f_]/g, '');
  const own = markOf(text);
  const points = text.includes('.');
  const commas = text.includes(',');
  if (!points && !commas) return text;
  const decimal = own ?? mark;
  const group = decimal === '.' ? ',' : '.';
  const [whole = '', ...rest] = text.split(decimal);
  if (rest.length > 1) return null;
  if (!/^\d{0,3}$/.test(whole) && whole.includes(group) && !isGrouped(whole, group)) return null;
  if (rest[0]?.includes(group)) return null;
  return whole.replaceAll(group, '') + (rest.length === 1 ? `.${rest[0]}` : '');
}

function isGrouped(whole: string, group: string): boolean {
  const groups = whole.split(group);
  return groups.every((digits, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{2,3}$/).test(digits));
}
