import type { AnswerOption } from '../spec/query.ts';
import { asksForTranslation } from '../text/asks-translation.ts';
import { choosesChoice, readExpected } from '../text/choices/expected.ts';
import { parseDecimal } from '../text/decimal.ts';
import { hasLatex } from '../text/latex-marks.ts';
import { MONTH_NAMES } from '../text/months.ts';
import { parseStrictJson } from '../text/strict-json.ts';
import { structuredAnswer } from '../text/structured-answer.ts';
import { isProgram, showsProgram } from './program-text.ts';

/** What a query's references look like: it decides which tool can compare them. */
export type ReferenceShape =
  | 'none'
  | 'number'
  | 'numbers'
  | 'date'
  | 'expression'
  | 'math'
  | 'choice'
  | 'brackets'
  | 'object'
  | 'value'
  | 'program'
  | 'call'
  | 'parts'
  | 'token'
  | 'wordings'
  | 'short-text'
  | 'sentence'
  | 'long-text';

const SHORT_WORDS = 15;
/** Longest name or value, in words. */
const NAME_WORDS = 8;
/** Least words of a text that counts as a sentence where it ends like one. */
const SENTENCE_WORDS = 5;
/** With a sign between: versions and addresses have dots alone. */
const EXPRESSION = /^(?=.*[+*/^=()<>{}-])[\s\d.,+*/^=()<>{}-]+$/s;
/** Numbers side by side: their order counts. */
const NUMBERS = /^[+-]?\d+(?:\.\d+)?(?:(?:\s*[,;]\s*|\s+)[+-]?\d+(?:\.\d+)?)+$/;
/** Brackets that are to be closed or matched; an empty list, tuple or object is a value. */
const BRACKETS = /^(?!(?:\[\]|\(\)|\{\})$)[\s()[\]{}<>]+$/;
const LITERAL = /^(?:\(\)|\[.*\]|\(.*,.*\)|\{.*\}|'.*'|".*"|b['"].*['"])$/s;
/** `search(city="Oslo", days=2)`: a name with named arguments. */
const CALL = /^[A-Za-z_][\w.]*\(\s*[A-Za-z_]\w*\s*=\s*[^=\s][\s\S]*\)$/;
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})$/;
/** A formula without LaTeX: single letters, functions, numbers, and an operator that a name has not, or a product with brackets. */
const FORMULA =
  /^(?=[^^=<>≤≥\\]*(?:\^|[a-z\d)\]]\s*[=<>≤≥]\s*[-+\d(a-z]|\\| [-+*/] |[a-z\d)]\([^()]{0,40}[-+][^()]{0,40}\)))(?:[\s\d.,+*/^=()[\]{}<>|_≤≥≠π√∞×·−-]|\\?(?:sin|cos|tan|log|ln|exp|sqrt|infty|pi|cup|cap|in|le|ge|leq|geq|ne|or|and)(?![a-z])|\b[a-zA-Z]\b|(?<=\d)[a-z](?![a-z]))+$/;
/** What is right to the letter alone: an address, a link, a colour, a name in a program, a number of a document, a time of day. `52_8` is a number in base 8. */
const TOKEN =
  /^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/\S+|#[0-9a-f]{3}(?:[0-9a-f]{3}){0,1}|(?!\d+_\d+$)\w*[A-Za-z0-9]_[A-Za-z0-9]\w*|(?=(?:\D*\d){5})\d[\d-]*-\d+|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)$/i;
const BOXED = /\\boxed\s*\{/;

/** @returns the shape of the references: of the first, but a text is long where any alternative is */
export function referenceShape(
  references: readonly string[],
  prompt: string,
  options?: readonly AnswerOption[],
): ReferenceShape {
  const reference = references[0]?.trim().slice(0, 4000);
  if (reference === undefined) return 'none';
  if (options && readExpected(reference, options, prompt)) return 'choice';
  if (parseDecimal(reference.replace(/^[$€£]\s?/, '')) !== null) return 'number';
  if (choosesChoice(reference, prompt)) return 'choice';
  if (BRACKETS.test(reference)) return 'brackets';
  if (isProgram(reference)) return 'program';
  if (NUMBERS.test(reference)) return 'numbers';
  if (DATE.test(reference)) return 'date';
  if (references.length === 1 && hasWordings(reference, prompt)) return 'wordings';
  if (references.length === 1 && (TOKEN.test(reference) || isTable(reference))) return 'token';
  if (isObject(reference)) return 'object';
  if (LITERAL.test(reference) && !(TITLE.test(reference) && !showsProgram(prompt))) return 'value';
  if (CALL.test(reference)) return 'call';
  if (hasLatex(reference) && (isFormula(reference) || BOXED.test(reference))) return 'math';
  if (EXPRESSION.test(reference)) return 'expression';
  if (reference.length <= 200 && FORMULA.test(reference)) return 'math';
  if (!references.slice(0, 16).every(isShort)) return 'long-text';
  if (references.length === 1 && hasParts(reference, prompt)) return 'parts';
  return isSentence(reference) ? 'sentence' : 'short-text';
}

/** Who has what, or three things and more whose order is asked for: each part counts, in whatever form the answer is put. */
function hasParts(reference: string, prompt: string): boolean {
  const parts = structuredAnswer(reference, prompt);
  if (parts === null || asksForTranslation(prompt)) return false;
  if (parts.form === 'list') return parts.ordered && parts.items.length > 2;
  // Pairs joined by a verb are a sentence like any other.
  return /[:=：→]|->|\s[-–—]\s/.test(reference);
}

/** Rows of values between commas, tabs or bars, each with as many. */
function isTable(reference: string): boolean {
  const rows = reference.split('\n').filter((row) => row.trim() !== '');
  const marks = rows.map((row) => row.match(/[,\t|]/g)?.length ?? 0);
  return (
    rows.length > 1 &&
    marks[0]! > 0 &&
    marks.every((count) => count === marks[0]) &&
    !/[.!?]$/m.test(reference)
  );
}

/** `"Autumn"`: the title of something, in quotation marks. */
const TITLE = /^"\p{L}[^"\\=(){}<>]{0,80}"(?:\s?\/\s?"\p{L}[^"\\=(){}<>]{0,80}")*$/u;
const YEAR_RANGE = /^[12]\d{3}\s?[-–]\s?(?:\d{2}|[12]\d{3})$/;
const YEARS = /^[12]\d{3}(?:\s?\/\s?[12]\d{3})+$/;
const TIME_OF_DAY = /^\d{1,2}[:.]\d{2}\s?[ap]\.?\s?m\.?$|^\d{1,2}\s?[ap]\.?\s?m\.?$/i;
const CLOCK = /^\d{1,2}:\d{2}$/;
const ASKS_TIME = /\b(?:when|what time|which time)\b/i;
const MONTH = new RegExp(
  `^(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:${MONTH_NAMES.join('|')})(?: \\d{1,2}(?:st|nd|rd|th)?)?,? [12]\\d{3}$`,
  'i',
);

/** Other wordings are right as well: names joined by slashes, a title, years, a time of day, a date in words. */
function hasWordings(reference: string, prompt: string): boolean {
  if (YEAR_RANGE.test(reference) || YEARS.test(reference)) return true;
  if (CLOCK.test(reference) && ASKS_TIME.test(prompt.slice(-600))) return true;
  if (TIME_OF_DAY.test(reference) || MONTH.test(reference)) return true;
  const names = reference.split('/').map((name) => name.trim());
  return (
    names.length >= 2 &&
    reference.length <= 300 &&
    !/https?:|[\\={}<>|]/.test(reference) &&
    (TITLE.test(reference) || names.every((name) => /\p{L}{3}/u.test(name) && name.split(/\s+/).length <= 4))
  );
}

/** JSON, or a dictionary as Python prints it, with a key at least. */
function isObject(reference: string): boolean {
  if (!/^\{\s*["']/.test(reference) || !reference.endsWith('}')) return false;
  const json = parseStrictJson(reference);
  return 'value' in json || /^\{\s*(?:"[^"\n]{0,200}"|'[^'\n]{0,200}')\s*:/.test(reference);
}

/** A formula, with few words of prose beside it: a long text may hold a formula too. */
function isFormula(reference: string): boolean {
  const prose = reference.replace(/\$[^$]{0,400}\$|\\text\{[^}]{0,200}\}|\\[A-Za-z]+/g, ' ');
  return (prose.match(/\p{L}{3,}/gu)?.length ?? 0) <= SHORT_WORDS;
}

/** Open-domain references list their aliases behind slashes, so the first alias counts. */
function isShort(reference: string): boolean {
  const first = firstAlias(reference);
  return first.trim().split(/\s+/).length <= SHORT_WORDS && first.length <= 160;
}

function firstAlias(reference: string): string {
  return reference.slice(0, 4000).split('/')[0] ?? '';
}

function isSentence(reference: string): boolean {
  const text = firstAlias(reference).trim();
  const words = text.split(/\s+/).length;
  if (words > NAME_WORDS) return true;
  const ends = /[.!?…]["'”»)]*$/.test(text);
  if (words >= SENTENCE_WORDS && ends) return true;
  return /[。！？]$/.test(text) && text.length >= 10;
}
