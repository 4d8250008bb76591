import { createHash } from 'node:crypto';
import type { ToolCard } from '../spec/tool-card.ts';

/** @returns the JSON of a value with the keys of every object in order, so that equal contents are equal texts */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([left], [right]) => (left < right ? -1 : 1)))
      : entry,
  );
}

/** @returns the id of the snapshot that these cards make, in whatever order: made from their content alone */
export function snapshotId(cards: readonly ToolCard[]): string {
  const sorted = cards.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return `lib-${createHash('sha256').update(canonicalJson(sorted)).digest('hex').slice(0, 12)}`;
}
