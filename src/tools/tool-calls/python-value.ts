import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import { readNumber } from '../literal/read-number.ts';
import { readString } from '../literal/read-string.ts';

/** A value, and the index behind it. */
export interface ReadValue {
  readonly value: JsonValue;
  readonly end: number;
}

const DEEPEST = 50;
const WORDS: Readonly<Record<string, JsonValue>> = table({
  None: null,
  null: null,
  True: true,
  true: true,
  False: false,
  false: false,
});
const WORD = /[A-Za-z]{4,5}(?!\w)/y;
const KEY = /\s*([A-Za-z_]\w{0,200})\s*=(?!=)\s*/y;

/** @returns the value that stands at `from` in the notation of Python or JSON, or null; tuples are lists */
export function readPythonValue(text: string, from: number, depth = 0): ReadValue | null {
  if (depth > DEEPEST) return null;
  const at = skipSpace(text, from);
  const letter = text[at];
  if (letter === '[') return readItems(text, at, ']', depth);
  if (letter === '(') return readItems(text, at, ')', depth);
  if (letter === '{') return readObject(text, at, depth);
  const string = readString(text, at, false);
  if (string) return string.bytes ? null : { value: string.value, end: string.end };
  const sign = letter === '-' ? -1 : 1;
  const number = readNumber(text, sign < 0 || letter === '+' ? at + 1 : at, sign);
  if (number)
    return number.imaginary || !Number.isFinite(number.number)
      ? null
      : { value: number.number, end: number.end };
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  return word !== undefined && Object.hasOwn(WORDS, word)
    ? { value: WORDS[word]!, end: at + word.length }
    : null;
}

function readItems(text: string, from: number, close: string, depth: number): ReadValue | null {
  const items: JsonValue[] = [];
  let at = skipSpace(text, from + 1);
  while (text[at] !== close) {
    const item = readPythonValue(text, at, depth + 1);
    if (!item) return null;
    items.push(item.value);
    at = skipSpace(text, item.end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (text[at] !== close) return null;
    else if (close === ')' && items.length === 1) return { value: items[0]!, end: at + 1 };
  }
  return { value: items, end: at + 1 };
}

function readObject(text: string, from: number, depth: number): ReadValue | null {
  const entries = new Map<string, JsonValue>();
  let at = skipSpace(text, from + 1);
  while (text[at] !== '}') {
    const key = readString(text, at, false);
    if (!key || entries.has(key.value)) return null;
    at = skipSpace(text, key.end);
    if (text[at] !== ':') return null;
    const value = readPythonValue(text, at + 1, depth + 1);
    if (!value) return null;
    entries.set(key.value, value.value);
    at = skipSpace(text, value.end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (text[at] !== '}') return null;
  }
  return { value: Object.fromEntries(entries), end: at + 1 };
}

/**
 * Reads `a=1, b="x")`, the arguments of a call up to its closing bracket. @returns null where one has no name, stands
 * twice, or is no plain value
 */
export function readKeywords(text: string, from: number): { value: JsonObject; end: number } | null {
  const entries = new Map<string, JsonValue>();
  let at = skipSpace(text, from);
  while (text[at] !== ')') {
    KEY.lastIndex = at;
    const key = KEY.exec(text);
    if (!key || entries.has(key[1]!)) return null;
    const value = readPythonValue(text, KEY.lastIndex);
    if (!value) return null;
    entries.set(key[1]!, value.value);
    at = skipSpace(text, value.end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (text[at] !== ')') return null;
  }
  return { value: Object.fromEntries(entries), end: at + 1 };
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return at;
}
