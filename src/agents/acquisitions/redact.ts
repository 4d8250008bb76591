import type { JsonObject, JsonValue } from '../../spec/json.ts';

/** Keys under which events carry texts of the caller's data. */
const PRIVATE = new Set(['prompt', 'response', 'expected', 'got', 'detail', 'words']);

/** @returns a trace entry without the texts of the caller's data that its counter-examples and failing cases quote */
export function redact(entry: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, redactValue(key, value)]));
}

function redactValue(key: string, value: JsonValue): JsonValue {
  if (PRIVATE.has(key) && typeof value === 'string') return `(${value.length} characters)`;
  if (Array.isArray(value)) return value.map((entry) => redactValue('', entry));
  return value !== null && typeof value === 'object' ? redact(value) : value;
}
