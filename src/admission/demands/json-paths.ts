import type { JsonValue } from '../../spec/json.ts';

/** A leaf of JSON, with its path: `$.items[].qty`. */
export interface Leaf {
  readonly path: string;
  readonly value: string | number | boolean | null;
}

/** @returns all leaves, in order */
export function leavesOf(value: JsonValue | undefined, path = '$'): Leaf[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((entry) => leavesOf(entry, `${path}[]`));
  return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, `${path}.${key}`));
}

/** @returns the paths of all keys, each once */
export function keysOf(value: JsonValue | undefined, path = '$'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((entry) => keysOf(entry, `${path}[]`)))];
  return Object.entries(value).flatMap(([key, entry]) => [
    `${path}.${key}`,
    ...keysOf(entry, `${path}.${key}`),
  ]);
}

/** @returns the numbers at a path; null where one of the values is not a number */
export function numbersAt(value: JsonValue | undefined, path: string): number[] | null {
  const found = leavesOf(value).filter((leaf) => leaf.path === path);
  const numbers = found.flatMap((leaf) => (typeof leaf.value === 'number' ? [leaf.value] : []));
  return numbers.length === found.length && found.length > 0 ? numbers : null;
}

/** @returns the type of a value, in the words of a prompt */
export function typeOf(value: JsonValue | undefined): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
