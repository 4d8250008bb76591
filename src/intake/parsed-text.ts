import type { JsonValue } from '../spec/json.ts';
import { readPythonValue } from '../text/python-value.ts';

/**
 * Reads what was put into one cell as text: JSON of a list or an object, or Python's print of one.
 * @returns the value; what is no such text comes back as it is
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
