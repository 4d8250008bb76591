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
 * Reads the label of a trainer that sends no metadata. If the label is a JSON object with only query fields of
 * docs/input.md as keys, the fields are added to the row: `{"reference": "4", "task": "math"}`. Any other label is the
 * reference itself, even if it is a JSON object.
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
