import type { JsonValue } from '../spec/json.ts';

/**
 * Text of any JSON value; of none, the empty text. `String` runs what an object names `toString`, and throws where that is no function: a row may hold
 * such an object.
 * @returns a text, number or truth value as it reads, a list with commas between, an object as JSON
 */
export function cellText(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((entry) => (entry === null ? '' : cellText(entry))).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
