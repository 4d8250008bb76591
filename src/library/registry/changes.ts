import type { ToolCard } from '../../spec/tool-card.ts';
import type { LibraryChange } from '../../store/registry.ts';
import { snapshotDiff } from '../snapshot-diff.ts';

/** @returns the cards whose ids none of the others has */
export function without(cards: readonly ToolCard[], others: readonly ToolCard[]): ToolCard[] {
  const ids = new Set(others.map((card) => card.id));
  return cards.filter((card) => !ids.has(card.id));
}

/** A tool whose evidence alone changed is listed with the version that it keeps. */
export function changesBetween(before: readonly ToolCard[], after: readonly ToolCard[]): LibraryChange[] {
  return snapshotDiff(before, after).map(({ id, from, to }) => ({ id, from, to }));
}
