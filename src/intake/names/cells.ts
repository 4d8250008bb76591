import type { JsonObject } from '../../spec/json.ts';
import { hasContent } from '../has-content.ts';
import { parsedText } from '../parsed-text.ts';

/** Whether a column has a value. */
export function isThere(row: JsonObject, name: string): boolean {
  return Object.hasOwn(row, name) && hasContent(row[name]);
}

/** The text of a column that is not the text of a list of turns, or null. */
export function textAt(row: JsonObject, name: string): string | null {
  const value = Object.hasOwn(row, name) ? row[name] : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  return name === 'prompt' && Array.isArray(parsedText(value)) ? null : value;
}

/** Recognises an SQL query. */
export const FINDS_ROWS = /^\s*(?:select|with)\b[\s\S]*\bfrom\b/i;
