import type { JsonValue } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { madeRows } from './made-rows.ts';

const QUERY = /^\s*(?:--[^\n]*\n\s*)*(?:SELECT|WITH|VALUES)\b/i;

/**
 * A query with the tables that it is to be run on: what creates them, what fills them (statements, or rows by table), and
 * a right query. Tables without rows get some that are made for the query.
 * @returns null where the tables or the query are missing: there is nothing to run then
 */
export function sqlTests(schema: JsonValue, rows: JsonValue, reference: string | undefined): JsonValue {
  const made =
    Array.isArray(schema) && schema.every((part) => typeof part === 'string') ? schema.join(';\n') : schema;
  if (typeof made !== 'string' || !/\bcreate\s+table\b/i.test(made)) return null;
  if (reference === undefined || !QUERY.test(reference)) return null;
  const read = parsedText(rows) ?? null;
  if (read !== null || /\binsert\s+into\b/i.test(made))
    return { sql: { schema: made, rows: read, reference } };
  const filled = madeRows(made, reference);
  return filled && { sql: { schema: made, rows: filled, reference } };
}

/** Texts that a regular expression must take, and texts that it must not take. */
export function patternTests(match: JsonValue, other: JsonValue, reference: string | undefined): JsonValue {
  const [takes, refuses] = [textsIn(match), textsIn(other)];
  if (!takes || !refuses || takes.length === 0 || refuses.length === 0) return null;
  return { pattern: { match: takes, no_match: refuses, reference: reference ?? null } };
}

function textsIn(value: JsonValue): string[] | null {
  const read = parsedText(value);
  return Array.isArray(read) && read.every((entry) => typeof entry === 'string') ? read : null;
}
