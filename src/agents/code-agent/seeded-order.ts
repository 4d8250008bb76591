import { hash } from 'node:crypto';

/** @returns the entries in an order that depends on nothing but the seed and what they are */
export function seededOrder<Entry>(
  entries: readonly Entry[],
  seed: number,
  keyOf: (entry: Entry) => string,
): Entry[] {
  const keyed = entries.map((entry) => ({
    entry,
    key: hash('sha256', `${seed}\n${keyOf(entry)}`, 'hex'),
  }));
  return keyed
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ entry }) => entry);
}
