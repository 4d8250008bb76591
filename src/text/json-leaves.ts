import type { JsonValue } from '../spec/json.ts';

/** A value of a document that is no object and no list, with the key that it stands under (a list's items under the list's key). */
export interface Leaf {
  readonly key: string;
  readonly value: string | number | boolean | null;
}

const MOST_LEAVES = 2_000;

/** @returns the leaves of a document in order, at most some 2,000 */
export function leavesOf(value: JsonValue, key = '', into: Leaf[] = []): Leaf[] {
  if (into.length >= MOST_LEAVES) return into;
  if (typeof value !== 'object' || value === null) into.push({ key, value });
  else if (Array.isArray(value)) for (const item of value) leavesOf(item, key, into);
  else for (const [name, item] of Object.entries(value)) leavesOf(item, name, into);
  return into;
}
