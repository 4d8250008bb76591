import type { JsonValue } from '../spec/json.ts';
import { bracketEnd } from './strict-json.ts';

/** A JSON value in a text, and how it stands there. */
export interface FoundJson {
  readonly value: JsonValue;
  readonly where: 'whole' | 'fence' | 'prose';
}

const LONGEST = 1_000_000;
const MOST_VALUES = 100;
const MOST_FAILURES = 50;

/**
 * Finds the JSON value that a response gives once its thinking is out: the whole response, else the last
 * code fence that is JSON, else the last object or list in prose.
 * @returns null where there is none, and for texts of more than a million characters or nested deeper than 200
 */
export function findJson(response: string): FoundJson | null {
  if (response.length > LONGEST) return null;
  const text = response.trim();
  const whole = parseShallow(text);
  if (whole !== undefined) return { value: whole, where: 'whole' };
  for (const fence of fences(text).reverse()) {
    const value = parseShallow(fence);
    if (value !== undefined) return { value, where: 'fence' };
  }
  const value = jsonInProse(text).at(-1);
  return value === undefined ? null : { value, where: 'prose' };
}

/** @returns the outermost objects and lists of a text that are JSON, in order; at most 100 */
export function jsonInProse(text: string): JsonValue[] {
  const values: JsonValue[] = [];
  let failures = 0;
  for (let at = nextOpening(text, 0); at >= 0 && values.length < MOST_VALUES && failures < MOST_FAILURES; ) {
    const end = bracketEnd(text, at);
    const value = end < 0 ? undefined : parse(text.slice(at, end));
    if (value === undefined) failures += 1;
    else values.push(value);
    at = nextOpening(text, value === undefined ? at + 1 : end);
  }
  return values;
}

/** @returns what stands in the code fences of a text, without the language; at most the last 20 */
function fences(text: string): string[] {
  const parts = text.split('```');
  const inside = parts.filter((_, index) => index % 2 === 1 && index < parts.length - 1);
  return inside.slice(-20).map((part) => part.replace(/^[ \t]*[\w+-]{0,20}[ \t]*\r?\n/, ''));
}

function parseShallow(text: string): JsonValue | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return parse(text);
  const trimmed = text.trim();
  return bracketEnd(trimmed, 0) === trimmed.length ? parse(trimmed) : undefined;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nextOpening(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (text[at] === '{' || text[at] === '[') return at;
  return -1;
}
