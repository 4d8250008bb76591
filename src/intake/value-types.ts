import type { JsonValue } from '../spec/json.ts';
import { parsedText } from './parsed-text.ts';

/** What a column may be said to hold. Lists and objects may be JSON text or Python's print of them. */
export const VALUE_TYPES = [
  'any',
  'text',
  'texts',
  'number',
  'index',
  'letter',
  'boolean',
  'object',
  'list',
  'absent',
] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

const TESTS: Readonly<Record<ValueType, (value: JsonValue | undefined) => boolean>> = {
  any: (value) => value !== null && value !== undefined,
  text: (value) => typeof value === 'string',
  texts: (value) => {
    const list = parsedText(value);
    return Array.isArray(list) && list.length > 0 && list.every((entry) => typeof entry === 'string');
  },
  number: (value) =>
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)),
  index: (value) =>
    (typeof value === 'number' && Number.isInteger(value) && value >= 0) ||
    (typeof value === 'string' && /^\d{1,3}$/.test(value)),
  letter: (value) => typeof value === 'string' && /^[A-Za-z]$/.test(value.trim()),
  boolean: (value) =>
    typeof value === 'boolean' || (typeof value === 'string' && /^(?:true|false)$/i.test(value)),
  object: (value) => {
    const read = parsedText(value);
    return typeof read === 'object' && read !== null && !Array.isArray(read);
  },
  list: (value) => Array.isArray(parsedText(value)),
  absent: (value) => value === null || value === undefined,
};

/** Whether a value is what a shape says of its column. */
export function isOfType(value: JsonValue | undefined, type: ValueType): boolean {
  return TESTS[type](value);
}

export function isValueType(name: string): name is ValueType {
  return VALUE_TYPES.includes(name as ValueType);
}
