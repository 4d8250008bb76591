import type { JsonValue } from '../spec/json.ts';
import { readPythonValue } from '../text/python-value.ts';

/**
 * Parses the text of a cell: the JSON of a list or an object, or Python's print of one.
 * @returns the parsed value; any other value unchanged
 */
export function parsedText(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  const start = value.trimStart()[0];
  if (start !== '[' && start !== '{' && start !== '(') return value;
  try {
    const read = JSON.parse(value) as JsonValue;
    return typeof read === 'object' && read !== null ? read : value;
  } catch {
    return readPythonValue(value) ?? value;
  }
}
