import { findNumbers } from '../../text/numbers/find-numbers.ts';
import { rationalOf } from '../../text/numbers/rational.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import { parseAnswer } from './parse-answer.ts';

/** An answer in every way that it may be meant: the readings differ where a comma may group, separate or be decimal. */
export interface ReadAnswer {
  readonly source: string;
  readonly readings: readonly ParsedAnswer[];
  /** The letters and digits of an answer in words, lower case; null for mathematics. */
  readonly words: string | null;
}

/** @returns whether a text is digits with or without decimals and nothing else: it has one reading, the one that it shows */
export function isPlainNumber(text: string): boolean {
  return /^\d{1,15}(?:\.\d{1,15})?$/.test(text);
}

/**
 * Parses an answer as extracted. No reading and no words means that it could not be read.
 * @param lenient for a response: `2,5` may be 2.5 there too
 */
export function readAnswer(text: string, lenient = false): ReadAnswer {
  const source = clean(text);
  if (isPlainNumber(source)) {
    const dot = source.indexOf('.');
    const decimals = dot < 0 ? null : source.length - dot - 1;
    return {
      source,
      readings: [{ node: { type: 'number', value: rationalOf(source)!, decimals }, units: [] }],
      words: null,
    };
  }
  const readings: ParsedAnswer[] = [];
  const first = parseAnswer(source);
  if (first) readings.push(first);
  if (!first || (lenient && source.includes('='))) {
    const worked = WORKED_OUT.exec(source)?.[1];
    const value = worked === undefined ? null : parseAnswer(worked);
    if (value) readings.push(value);
  }
  if (readings.length === 0 && lenient) {
    const last = CHAIN.exec(source)?.[1];
    const value = last === undefined ? null : parseAnswer(last);
    if (value) readings.push(value);
  }
  const other = alternative(source, lenient);
  const second = other === null ? null : parseAnswer(other);
  if (second) readings.push(second);
  const spoken = inWords(source);
  if (spoken) readings.push(spoken);
  return { source, readings, words: wordsOf(source) };
}

/** `\int x\,dx = … = \frac{x^2}{2} + C`: what an integral, a limit or a derivative comes to. */
const WORKED_OUT =
  /^(?:\\(?:[io]?i?int|lim|sum|prod|d?frac\s?\{(?:d|\\partial))|d[a-z]?\s?\/\s?d[a-z]|[∫∑])(?:(?![<>]).){1,600}=([^=<>]{1,300})$/s;

/** `det = 2·3 − 1·5 = 1`: what a name in letters comes to, where what stands between cannot be read. */
const CHAIN =
  /^(?:\\?[a-zA-Z]{2,12}(?: [a-z]{2,12}){0,3}|[A-Z]\([^()]{1,20}\))\s?=(?:(?![<>]).){1,300}=\s?([^=<>]{1,80})$/s;

/** A number that is spelled out: "twelve", "three and a half", "1 in 4". */
function inWords(source: string): ParsedAnswer | null {
  const bare = source.replace(/\\(?:text\w*|mbox|mathrm)\s?\{([^{}]*)\}/g, '$1').trim();
  if (bare.length > 80 || !/[a-z]{2}/i.test(bare) || /[\\^_=]/.test(bare)) return null;
  const [number, second] = findNumbers(bare, { mark: '.', bounds: false });
  if (!number?.value || second || number.percent) return null;
  const rest = bare.slice(0, number.start) + bare.slice(number.end);
  if (/[\p{L}\p{N}]/u.test(rest) || !/[a-z]{2}/i.test(bare.slice(number.start, number.end))) return null;
  return { node: { type: 'number', value: number.value, decimals: null }, units: [] };
}

/** Undoes doubled backslashes and the marks that only group thousands. */
function clean(text: string): string {
  let source = withoutAlignment(text.trim());
  if (/^[-+]?\d{1,15}(?:\.\d{1,15})?$/.test(source)) return source;
  if (source.includes('\\\\') && !source.includes('begin'))
    source = source.replace(/\\{2,}(?!(?:leq?|geq?)(?![a-z]))(?=[a-zA-Z({[\])}|])/g, '\\');
  if (source.includes(','))
    source = source.replace(/(\d)\s{0,2}(?:\{\s{0,2},\s{0,2}\}|,\s{0,2}\\!)\s{0,2}(?=\d{3}(?!\d))/g, '$1');
  source = source
    .replace(/(\d)(?:\\,|~|\\ )(?=\d{3}(?!\d))/g, '$1')
    .replace(
      /^(\D{0,3}\d{1,3})((?:, 0\d\d|, 000)+)(?!\d)/,
      (_, head: string, groups: string) => head + groups.replaceAll(', ', ''),
    )
    .replace(/(\d)\{,\}(\d{1,2})(?!\d)/g, '$1.$2')
    .replace(/(?<=\d)(?:st|nd|rd|th)\b/g, '')
    .replace(/^(\d{1,6}) to (\d{1,6})$/, '$1:$2')
    .replace(/(?<![a-zA-Z])([a-zA-Z]|\d{1,6}) (squared|cubed)\b/g, (_, base: string, power: string) =>
      power === 'squared' ? `${base}^2` : `${base}^3`,
    )
    .replace(/\\[lc]?dots[bcmio]?(?![a-zA-Z])|…|\.{3}/g, '\\ldots ')
    .replace(/[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}/g, (run) => `^{${run.normalize('NFKC').replace('−', '-')}}`)
    .replace(
      /(\d)\s?([½⅓⅔¼¾⅕⅛])/g,
      (_, whole: string, part: string) => `${whole} ${part.normalize('NFKC').replace('⁄', '/')}`,
    )
    .replace(/\\(?:text|mathrm|mbox)\s?\{([^{}]*[\dπ√][^{}]*)\}/g, (whole, inside: string) =>
      /[a-zA-Z]{2}/.test(inside) ? whole : inside,
    )
    .replace(/([\])])\s?U\s?(?=[[(])/g, '$1\\cup ')
    .replace(/^\{(\s?[a-z]\s?(?:[|:]|\\mid|\\in)[^{}]*)\}$/, '\\{$1\\}')
    .replace(WRITTEN_INTERVAL, asInterval);
  return source.replace(/^[\s:=]+(?=[^=])/, '').replace(/[\s.]+$/, '');
}

const WRITTEN_INTERVAL =
  /([[\]])((?:(?!\\cup|\\cap|\\setminus|[∪∩])[^[\],;]){1,80})[,;]([^[\],;]{1,80})([[\]])/g;

/** `]1, 2[`, an open interval as it is written in France, with the brackets that others write. */
function asInterval(whole: string, open: string, low: string, high: string, close: string): string {
  const isEnd = (text: string) => text.trim() !== '' && text.split('(').length === text.split(')').length;
  const isWritten = (open === ']' || close === '[') && isEnd(low) && isEnd(high);
  return isWritten ? `${open === ']' ? '(' : '['}${low},${high}${close === '[' ? ')' : ']'}` : whole;
}

/** The rows of an aligned display: one that begins with a sign goes on with the row before, others are a list. */
function withoutAlignment(text: string): string {
  if (!ALIGNED.test(text)) return text;
  const rows = text.replace(ALL_ALIGNED, ' ').replaceAll('&', ' ').split('\\\\');
  return rows
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row, index) => (index === 0 || /^[=<>+-]|^\\(?:le|ge)/.test(row) ? row : `, ${row}`))
    .join(' ');
}

const ALIGNED = /\\begin\{(?:align|aligned|gather|gathered|equation|split|eqnarray)\*?\}/;
const ALL_ALIGNED = /\\(?:begin|end)\{(?:align|aligned|gather|gathered|equation|split|eqnarray)\*?\}/g;

/** `1,22` may be 1.22; `1,234` may be the two numbers 1 and 234. */
function alternative(source: string, lenient: boolean): string | null {
  const decimal = /^(-?\d+),(\d{2}|\d{4,}|\d)(?:\D{0,20})$/.exec(source) ?? /^(-?0),(\d{1,20})$/.exec(source);
  if (decimal && (lenient || decimal[2]!.length > 1)) return source.replace(',', '.');
  return /^-?\d{1,3}(?:,\d{3})+$/.test(source) ? source.replaceAll(',', ' , ') : null;
}

function wordsOf(source: string): string | null {
  const bare = source
    .replace(/\\(?:text\w*|mbox|mathrm|operatorname|mathbf|boxed)\b|\\[,;! ]|[{}$*"“”]/g, ' ')
    .trim();
  if (bare === '' || bare.length > 200 || !/\p{L}/u.test(bare) || /[\d=+*/^<>\\|[\]_]/.test(bare))
    return null;
  if (!/\p{L}{2,}/u.test(bare) && !/\\text|\\mbox|\\mathrm/.test(source) && !/^\(?[A-Z]\)?\.?$/.test(bare))
    return null;
  return bare.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
