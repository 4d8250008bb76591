import { type MadeCall, madeCall, type ReadCalls } from './made-call.ts';
import { readKeywords, skipSpace } from './python-value.ts';

const NAME = /(?:print\(\s*)?((?:[A-Za-z_][\w-]{0,100}\.){0,5}[A-Za-z_][\w-]{0,100})\s?\(/y;
/** In a list nothing but calls can stand, so that a name may hold spaces, as ToolACE's do. */
const LISTED_NAME = /([A-Za-z_][\w .:/&'-]{0,100}?)\s?\(/y;
const MOST = 100;

/**
 * Reads the calls in a text that is nothing but calls as Python writes them: `f(a=1)`, several after each other, in a list, and
 * as `print(default_api.f(a=1))` or `f.call(a=1)`. @returns null where the text is anything else
 */
export function readPythonCalls(source: string): ReadCalls {
  const text = source.trim();
  const inList = text.startsWith('[');
  if (inList && !text.endsWith(']')) return null;
  const end = inList ? text.length - 1 : text.length;
  const calls: MadeCall[] = [];
  for (let at = skipBetween(text, inList ? 1 : 0); at < end; ) {
    if (calls.length > MOST) return null;
    const read = readCall(text, at, NAME) ?? (inList ? readCall(text, at, LISTED_NAME) : null);
    if (!read) return null;
    calls.push(read.call);
    at = skipBetween(text, read.end);
  }
  return calls.length > 0 ? calls : null;
}

function readCall(text: string, from: number, name: RegExp): { call: MadeCall; end: number } | null {
  name.lastIndex = from;
  const opening = name.exec(text);
  if (!opening) return null;
  const read = readKeywords(text, from + opening[0].length);
  const call = read && madeCall(opening[1]!.replace(/(?<=\w)\.call$/, ''), read.value);
  if (!read || !call) return null;
  if (!opening[0].startsWith('print(')) return { call, end: read.end };
  const end = skipSpace(text, read.end);
  return text[end] === ')' ? { call, end: end + 1 } : null;
}

function skipBetween(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,;]/.test(text.charAt(at))) at += 1;
  return at;
}
