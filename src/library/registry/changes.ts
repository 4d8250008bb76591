import type { ToolCard } from '../../spec/tool-card.ts';
import type { LibraryChange, LibraryContent } from '../../store/registry.ts';
import { snapshotDiff } from '../snapshot-diff.ts';

/** @returns the cards with ids that are not among the other cards */
export function without(cards: readonly ToolCard[], others: readonly ToolCard[]): ToolCard[] {
  const ids = new Set(others.map((card) => card.id));
  return cards.filter((card) => !ids.has(card.id));
}

/** If only the evidence of a tool changed, the tool is listed with its unchanged version. */
export function changesBetween(before: LibraryContent, after: LibraryContent): LibraryChange[] {
  return snapshotDiff(before, after).map(({ id, from, to }) => ({ id, from, to }));
}
