import { z } from 'zod';
import type { JsonValue } from '../spec/json.ts';
import { parsedText } from './parsed-text.ts';

const text = z.string();
const response = z.union([
  text,
  z.looseObject({ text }).transform((one) => one.text),
  z.looseObject({ content: text }).transform((one) => one.content),
]);

/**
 * @returns the responses of a base policy that a cell holds, without blank ones: a text, a list of texts or of `{text}`, or
 * such a list as JSON text; null where it holds something else
 */
export function readParReferences(cell: JsonValue): string[] | null {
  if (cell === null) return [];
  const value = typeof cell === 'string' && /^\s*\[/.test(cell) ? listIn(cell) : cell;
  const list = response.array().safeParse(Array.isArray(value) ? value : [value]);
  return list.success ? list.data.filter((one) => one.trim() !== '') : null;
}

/** A text that begins with a bracket may be a list, or a response that begins so. */
function listIn(cell: string): JsonValue {
  const read = parsedText(cell);
  return Array.isArray(read) && response.array().safeParse(read).success ? read : cell;
}
