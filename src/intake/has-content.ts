import type { JsonValue } from '../spec/json.ts';

/** Whether a cell has a value. Tables write an empty text or an empty list where a row has none. */
export function hasContent(value: JsonValue | undefined): value is NonNullable<JsonValue> {
  if (value === null || value === undefined || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}
