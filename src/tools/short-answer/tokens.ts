import type { ReadWord } from '../../answers/words-read.ts';
import { clip } from '../../text/clip.ts';
import { MONTH_NAMES, MONTHS } from '../../text/months.ts';
import { ORDINAL_WORDS } from '../../text/numbers/ordinal-words.ts';
import { fold, romanValue, singular } from './fold.ts';
import { withEnglishDates } from './foreign-dates.ts';
import { type Draft, numberText, pushToken } from './join-tokens.ts';
import { COUNTRIES, MEASURES, NUMBER_WORDS } from './words.ts';

/**
 * One word of a text in the form in which answers are compared: lower case, accents folded, possessive and plural s
 * dropped, number words, Roman numerals and thousands commas read as numbers, "J. K." and "J.K." joined to "jk",
 * months as `m1` … `m12`, ordinals as `3rd` → `#3`. The articles are left out.
 */
export type Token = ReadWord;

/** UTF-16 units of a response that are read. */
const TEXT_LIMIT = 4000;

/** A sign belongs to a number where nothing stands in front of it that could be subtracted from. */
const SIGN = '(?<!\\p{L}|[\\p{N}\\p{Sc}%)\\]]\\s{0,2})[-−](?=[\\d.])';
const DIGITS =
  '\\d{1,3}(?:\\.\\d{3}){2,}(?![.\\d])|\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3}(?![\\p{L}\\p{N}]))?|(?<![\\p{L}\\p{N}])\\.\\d+';
/** Scripts that put no space between words: each sign counts as a word. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Hangul}]';
/** `C++` and `C#` are names of their own. */
const WORD = new RegExp(
  `(?:${SIGN})?(?:${DIGITS})|\\p{L}{1,2}(?:\\+\\+|#)(?![\\p{L}\\p{N}])|${UNSPACED}|(?:(?!${UNSPACED})[\\p{L}\\p{M}])+(?:['’‘\`´][\\p{L}\\p{M}]+)*\\d{0,4}|[&%]`,
  'gu',
);
const SENTENCE_END = /[.!?]["”’')\]]*\s+(?=["“‘'([]*[\p{Lu}\p{N}])|[\n;]|[?!]/u;
const ABBREVIATION =
  /(?:^|[\s(.])(?:\p{Lu}|mr|mrs|ms|dr|st|jr|sr|vs|no|mt|ft|prof|gen|col|capt|lt|inc|co|ltd|approx|c|ca|u\.s|d\.c|e\.g|i\.e)\.["”’')\]]*\s+$/iu;
const GLUED =
  /\b(\p{Ll}{2,20})(?=\p{Lu}\p{Ll})|\b(in|on|of|by|at|the|has|have|had|is|was|are|from|to|since|with|and)(?=\d)/gu;
const NUMERIC_DATE = /\b(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))\b/g;
/** "l'Italie", "c'est", "dell'arte": an elided word in front of a word. */
const ELIDED = /(?<![\p{L}\p{N}])(?:l|d|qu|c|n|j|dell|all|nell|sull|dall)['’](?=\p{L}{2})/giu;
/** "C plus plus", "C sharp" */
const SPELLED_SIGN = /\b([CFJ])[\s-]sharp\b|\b([Cc])[\s-]plus[\s-]plus\b/g;
const ROMAN = /^(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3})$/;

/** @returns the words of `text` in comparable form; linear in the first and last {@link TEXT_LIMIT} units */
export function tokenize(text: string, limit = TEXT_LIMIT): Token[] {
  const clipped = readable(text, limit);
  const tokens: Draft[] = [];
  let sentence = 0;
  let before = 0;
  for (const match of clipped.matchAll(WORD)) {
    const gap = clipped.slice(before, match.index);
    const opens = tokens.length === 0 || endsSentence(clipped, before, match.index, gap);
    if (opens && tokens.length > 0) sentence += 1;
    before = match.index + match[0].length;
    const draft = read(match[0], sentence, opens, match.index, clipped, gap);
    if (draft) pushToken(tokens, draft, gap);
  }
  return tokens.filter((token) => token.text !== '');
}

/** @returns the part of `text` that {@link tokenize} reads, to quote from */
export function readable(text: string, limit = TEXT_LIMIT): string {
  return withEnglishDates(clip(text, limit).normalize('NFKC'))
    .replace(ELIDED, (written) => ' '.repeat(written.length))
    .replace(GLUED, '$1$2 ')
    .replace(SPELLED_SIGN, (written, sharp?: string, plus?: string) =>
      (sharp === undefined ? `${plus}++` : `${sharp}#`).padEnd(written.length),
    )
    .replace(NUMERIC_DATE, (written, ...parts) => datedText(parts) ?? written);
}

/** @returns a numeric date in words where day and month cannot be confused, else null */
function datedText(parts: readonly unknown[]): string | null {
  const [isoYear, isoMonth, isoDay, first, second, year] = parts.slice(0, 6).map(Number);
  if (isoYear) return dayText(isoMonth!, isoDay!, isoYear);
  if (first! > 12 || first === second) return dayText(second!, first!, year!);
  return second! > 12 ? dayText(first!, second!, year!) : null;
}

function dayText(month: number, day: number, year: number): string | null {
  const name = MONTH_NAMES[month - 1];
  return name && day >= 1 && day <= 31 ? `${name} ${day}, ${year}` : null;
}

function endsSentence(text: string, from: number, to: number, gap: string): boolean {
  if (gap === ' ' || gap === '') return false;
  const around = gap.slice(0, 40) + text.slice(to, to + 1);
  if (!SENTENCE_END.test(around)) return false;
  return gap.includes('\n') || !ABBREVIATION.test(text.slice(Math.max(0, from - 8), to));
}

function read(
  raw: string,
  sentence: number,
  opens: boolean,
  at: number,
  text: string,
  gap: string,
): Draft | null {
  const base = { sentence, start: at, end: at + raw.length };
  if (raw === '&') return { ...base, text: 'and', capital: false, value: null };
  if (raw === '%') return { ...base, text: 'percent', capital: false, value: null };
  if (/^[-−–.\d]/.test(raw)) {
    const plain = /\.\d{3}\./.test(raw) ? raw.replaceAll('.', '') : raw.replaceAll(',', '');
    const value = Number(plain.replace(/^[−–]/, '-'));
    return { ...base, text: numberText(value), capital: false, value };
  }
  const suffix = /^(?:st|nd|rd|th)$/i.test(raw) && gap === '' && /\d/.test(text[at - 1] ?? '');
  if (suffix) return { ...base, text: '#', capital: false, value: null };
  const capital = /^\p{Lu}/u.test(raw);
  const plain = raw.replace(/(\p{L}{4}|^s)\d{1,4}$/u, '$1');
  if (ROMAN.test(plain)) {
    const value = romanValue(plain);
    return { ...base, text: numberText(value), capital: false, value };
  }
  const folded = fold(plain);
  if (folded === 'the' || folded === 'an' || (folded === 'a' && !capital && text[at + 1] !== '.'))
    return null;
  if (folded === 'a' && opens && /^\s+\p{L}/u.test(text.slice(at + 1, at + 4))) return null;
  const month = MONTHS.get(folded);
  if (month !== undefined && (folded !== 'may' || capital) && (folded.length > 3 || capital))
    return { ...base, text: `m${month}`, capital: false, value: null };
  const ordinal = ORDINAL_WORDS.get(folded);
  if (ordinal !== undefined) return { ...base, text: `#${ordinal}`, capital: false, value: null };
  const value = NUMBER_WORDS.get(folded);
  if (value !== undefined) return { ...base, text: numberText(value), capital: false, value };
  const country = capital ? COUNTRIES.get(folded) : undefined;
  return {
    ...base,
    text: country ?? MEASURES.get(singular(folded)) ?? singular(folded),
    capital: capital && !opens,
    value: null,
  };
}
