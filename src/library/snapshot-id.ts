import { hash } from 'node:crypto';
import { canonicalJson } from '../spec/canonical-json.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** @returns the id of the snapshot that these cards make, in any order; it depends on their content alone */
export function snapshotId(cards: readonly ToolCard[]): string {
  const sorted = cards.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return `lib-${hash('sha256', canonicalJson(sorted), 'hex').slice(0, 12)}`;
}
