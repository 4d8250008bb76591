import { BOUND_BEFORE } from '../../answers/cues.ts';
import type { Found, Grammar } from '../../answers/grammar.ts';
import { findNumbers } from '../../text/numbers/find-numbers.ts';
import { readLiteral, readLiteralAt } from './read-literal.ts';
import type { Canonical } from './value.ts';
import { integer } from './value.ts';

const START =
  /(?<![\w.])[rbuRBU]{1,2}(?=['"])|(?<![\w.])[[({'"\d]|(?<![\w.)\]])[+-](?=[\d.(i])|(?<![\w.])\.(?=\d)|\b[A-Za-z_][\w.]*|#/g;
const VALUE_WORDS = /^(?:None|True|False|inf|nan|Infinity|NaN)$/;
const JSON_WORDS = /^(?:null|true|false)$/;
/** `[1, 2][:1]`, `'ab'.upper()`: what is done to a value makes another. */
const TAKEN_APART = /^(?:\[[-\d:]|\.[a-z_]+\()/;
const OPERATES = /^\s{0,3}(?:[+*/%|&^-]|\*\*|\/\/|\bto\b)\s{0,3}$/;
const MOST_STARTS = 400;
/** Places where a value seemed to begin and none did. */
const MOST_FAILED = 60;
/** The same for a long text, where each costs more. */
const MOST_FAILED_LONG = 6;
const LONGEST = 50_000;
/** No value: an expression, a bound. */
const NONE = 'no value' as Canonical;

/** @returns the grammar of literals: the values of Python or JSON that a text shows, but for arguments of calls and comments */
export function literalGrammar(json: boolean): Grammar<Canonical> {
  return {
    closed: false,
    computes: true,
    find(source) {
      const text = source.slice(0, LONGEST);
      const whole = wholeOf(text, json);
      const found = whole ? [whole] : literalsIn(text, json);
      return found.filter(({ end }) => !TAKEN_APART.test(text.slice(end, end + 12)));
    },
    same: (left, right) => left === right && left !== NONE,
    isValue: (value) => value !== NONE,
    isBare: (line, { start, end }) =>
      !/[\p{L}\p{N}]/u.test(`${line.slice(0, start)} ${line.slice(end)}`.replace(/^\s*>>>.*\n|#.*$/g, ' ')),
  };
}

/** A text that is one value, such as `1, 2`, which is a tuple without brackets. */
function wholeOf(text: string, json: boolean): Found<Canonical> | null {
  const start = text.search(/[^\s*`]/);
  if (start < 0) return null;
  const body = text.slice(start).replace(/[\s*`.;$]+$/, '');
  if (!/^[[({'"\d.+-]|^[A-Za-z]{1,14}(?:\(|$|['"])/.test(body)) return null;
  const value = readLiteral(body, json);
  if (value === null || (!json && JSON_WORDS.test(body) && body !== text.trim().replace(/[.`*]/g, '')))
    return null;
  return { value, start, end: start + body.length };
}

function literalsIn(text: string, json: boolean): Found<Canonical>[] {
  const found: Found<Canonical>[] = [];
  let starts = 0;
  let failed = 0;
  START.lastIndex = 0;
  for (let match = START.exec(text); match && (starts += 1) <= MOST_STARTS; match = START.exec(text)) {
    const at = match.index;
    if (match[0] === '#') {
      START.lastIndex = skipComment(text, at);
      continue;
    }
    const read = isReadable(text, match[0], at, json) ? readLiteralAt(text, at, json) : null;
    if (!read || /^[\w]/.test(text.slice(read.end, read.end + 1)) || isOrdinary(text, match[0], read.end)) {
      failed += read ? 0 : 1;
      if (failed > (text.length > 2_000 ? MOST_FAILED_LONG : MOST_FAILED)) break;
      START.lastIndex = Math.max(START.lastIndex, callEnd(text, at, match[0]), bracketsEnd(text, at));
      continue;
    }
    const { end } = read;
    const isBound = BOUND_BEFORE.test(text.slice(Math.max(0, at - 24), at));
    found.push({ value: isBound ? NONE : read.value, start: at, end });
    START.lastIndex = Math.max(end, at + 1);
  }
  if (found.length > 0) return merged(text, found);
  return findNumbers(text, { mark: '.', bounds: false })
    .filter(({ inWords, value }) => inWords && value?.denominator === 1n)
    .map(({ value, start, end }) => ({ value: integer(value!.numerator), start, end }));
}

/** "# -> [2, 1]" behind a call shows its value; other comments are none. */
const SHOWS = /^#\s{0,4}(?:->|=>|→|==?|returns?|outputs?|results?|prints?|gives)\s{0,4}(?:is\b|:|=)?/i;

function skipComment(text: string, at: number): number {
  const shows = SHOWS.exec(text.slice(at, at + 24));
  if (shows) return at + shows[0].length;
  const line = text.indexOf('\n', at);
  return line < 0 ? text.length : line;
}

/** Whether a word may begin a value: a value's own word, or a constructor with its bracket; small true and null alone. */
function isReadable(text: string, start: string, at: number, json: boolean): boolean {
  if (!/^[A-Za-z_]/.test(start) || /^[rbu]{1,2}$/i.test(start)) return true;
  if (VALUE_WORDS.test(start)) return true;
  if (JSON_WORDS.test(start)) return json || text.trim().replace(/[.`*]/g, '') === start;
  return text[at + start.length] === '(';
}

/** "None of the lines", "2nd", "3-fold", "1:30": words that only look like values. */
function isOrdinary(text: string, start: string, end: number): boolean {
  if (start === 'None') return /^ of\b/.test(text.slice(end, end + 4));
  return false;
}

/** @returns the end of a run of opening brackets: where the outermost holds no value, few of the inner ones do */
function bracketsEnd(text: string, at: number): number {
  let end = at;
  while ('[({'.includes(text[end] ?? ' ')) end += 1;
  return end - at > 8 ? end : at;
}

/** @returns the end of a call's arguments, so that they are not read as values */
function callEnd(text: string, at: number, word: string): number {
  const open = at + word.length;
  if (!/^[A-Za-z_]/.test(word) || text[open] !== '(') return at + word.length;
  let depth = 0;
  let quote = '';
  for (let index = open; index < text.length && index - open < 5_000; index += 1) {
    const letter = text[index]!;
    if (quote) {
      if (letter === '\\') index += 1;
      else if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter) && (depth -= 1) === 0) return index + 1;
  }
  return open;
}

function merged(text: string, found: readonly Found<Canonical>[]): Found<Canonical>[] {
  const list: Found<Canonical>[] = [];
  for (const here of found) {
    const before = list.at(-1);
    const between = before ? text.slice(before.end, here.start) : '';
    const signed = /^[+-]/.test(text.slice(here.start, here.end)) && /^\s?$/.test(between);
    if (before && (OPERATES.test(between) || signed))
      list[list.length - 1] = { value: NONE, start: before.start, end: here.end };
    else list.push(here);
  }
  return list;
}
