import { table } from '../../spec/table.ts';

/** A string literal: its value, whether it is one of bytes, and where it ends. */
export interface StringLiteral {
  readonly value: string;
  readonly bytes: boolean;
  readonly end: number;
}

const OPENING = /(?:[rbuf]|br|rb|fr|rf)?("""|'''|"|')/iy;
const SIMPLE: Readonly<Record<string, string>> = table({
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
});
const CODED = /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|([0-7]{1,3})/y;

/**
 * Reads one string of Python or JSON: prefixes, triple quotes, all escapes but `\N{…}`. An unknown escape keeps its
 * backslash, as in Python, but for JSON's `\/`.
 * @returns null where there is none, or it has no end
 */
export function readString(source: string, at: number, json: boolean): StringLiteral | null {
  OPENING.lastIndex = at;
  const opening = OPENING.exec(source);
  if (!opening) return null;
  const quote = opening[1]!;
  const prefix = opening[0].slice(0, -quote.length).toLowerCase();
  const raw = prefix.includes('r');
  const isBytes = prefix.includes('b');
  let value = '';
  let from = at + opening[0].length;
  for (let index = from; index < source.length; ) {
    const letter = source[index]!;
    if (source.startsWith(quote, index)) {
      value += source.slice(from, index);
      if (prefix.includes('f') && /[{}]/.test(value)) return null;
      return { value, bytes: isBytes, end: index + quote.length };
    }
    if (letter === '\n' && quote.length === 1) return null;
    if (letter !== '\\') index += 1;
    else if (raw) index += 2;
    else {
      const coded = readEscape(source, index + 1, isBytes, json);
      if (!coded) return null;
      value += source.slice(from, index) + coded.value;
      index = coded.end;
      from = index;
    }
  }
  return null;
}

function readEscape(source: string, at: number, isBytes: boolean, json: boolean) {
  const letter = source[at];
  if (letter === undefined) return null;
  const simple = SIMPLE[letter];
  if (simple !== undefined) return { value: simple, end: at + 1 };
  if (letter === '/' && json) return { value: '/', end: at + 1 };
  if (isBytes && /[uUN]/.test(letter)) return { value: `\\${letter}`, end: at + 1 };
  if (letter === 'N') return null;
  CODED.lastIndex = at;
  const coded = CODED.exec(source);
  if (!coded) return /[xuU]/.test(letter) ? null : { value: `\\${letter}`, end: at + 1 };
  const code = coded[1] ? Number.parseInt(coded[1], 8) : Number.parseInt(coded[0].slice(1), 16);
  if (code > 0x10ffff) return null;
  return { value: String.fromCodePoint(code), end: at + coded[0].length };
}
