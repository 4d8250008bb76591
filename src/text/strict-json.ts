import type { JsonValue } from '../spec/json.ts';

/** A JSON text read to the letter: its value, or why it is no JSON that two readers would read alike. */
export type StrictJson = { readonly value: JsonValue } | { readonly fault: JsonFault };

/**
 * - `syntax`: no JSON
 * - `duplicate-key`: an object names a key twice, so that readers differ in what it says
 * - `number-too-large`: a number such as `1e400`, which no reader can hold
 * - `too-deep`: nested deeper than 200
 */
export type JsonFault = 'syntax' | 'duplicate-key' | 'number-too-large' | 'too-deep';

const DEEPEST = 200;
const NUMBER = /-?\d[\d.eE+-]*/y;

/**
 * Reads a JSON text, and says so where what it holds is no value that all readers agree on. Linear. A key `__proto__` is a key
 * like others.
 */
export function parseStrictJson(text: string): StrictJson {
  const fault = faultOf(text);
  if (fault === 'too-deep') return { fault };
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'syntax' };
  }
  return fault ? { fault } : { value };
}

/** Looks at keys and numbers alone; whether the text is JSON at all is for the parser to say. */
function faultOf(text: string): JsonFault | null {
  let fault: JsonFault | null = null;
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (letter === '"') {
      const end = stringEnd(text, at);
      if (end < 0) return fault;
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = keyOf(text.slice(at, end));
        if (keys.has(key)) fault ??= 'duplicate-key';
        keys.add(key);
      }
      at = end - 1;
    } else if (letter === '{' || letter === '[') {
      if (open.push(letter === '{' ? new Set() : null) > DEEPEST) return 'too-deep';
    } else if (letter === '}' || letter === ']') open.pop();
    else if (letter === '-' || (letter >= '0' && letter <= '9')) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text)?.[0] ?? letter;
      if (!Number.isFinite(Number(number)) && !Number.isNaN(Number(number))) fault ??= 'number-too-large';
      at += number.length - 1;
    }
  }
  return fault;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return text[at] === ':';
}

/** Two spellings of one key (`"a"`, `"\u0061"`) are the same key. */
function keyOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** @returns the index behind the closing quote of the string at `from`; -1 where it has none */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

/** @returns the index behind the bracket that closes the one at `from`; -1 where none does, or where it is too deep */
export function bracketEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') {
      at = stringEnd(text, at) - 1;
      if (at < 0) return -1;
    } else if (letter === '{' || letter === '[') {
      depth += 1;
      if (depth > DEEPEST) return -1;
    } else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
  }
  return -1;
}
