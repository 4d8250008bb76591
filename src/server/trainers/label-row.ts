import { row } from '../../intake/row-schema.ts';

/** Fields of a row that a label may not set: they are the trainer's own. */
const RESPONSE_FIELDS = new Set([
  'response',
  'responses',
  'completion',
  'completions',
  'solution_str',
  'steps',
  'chosen',
  'rejected',
  'correct',
  'finish_reason',
]);

const QUERY_FIELDS = new Set(Object.keys(row.shape).filter((name) => !RESPONSE_FIELDS.has(name)));

/**
 * Reads the one field in which a trainer without metadata carries all of it. A JSON object whose every key is a query
 * field of docs/input.md is put beside the row: `{"reference": "4", "task": "math"}`. Anything else, also another JSON
 * object, is the reference itself.
 */
export function readLabel(label: unknown): Readonly<Record<string, unknown>> {
  if (label === null || label === undefined || label === '') return {};
  const object = typeof label === 'string' ? parsedObject(label) : label;
  if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
    const keys = Object.keys(object);
    if (keys.length > 0 && keys.every((key) => QUERY_FIELDS.has(key))) return { ...object };
  }
  return { label };
}

function parsedObject(text: string): unknown {
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
