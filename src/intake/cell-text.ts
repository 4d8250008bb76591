import type { JsonValue } from '../spec/json.ts';

/**
 * The text of any JSON value; the empty text for a missing value. It does not use `String`, because a row may hold an
 * object with its own `toString`, and `String` would call it or throw.
 * @returns a text, number or truth value as it is written, a list joined by commas, and an object as JSON
 */
export function cellText(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((entry) => (entry === null ? '' : cellText(entry))).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
