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

/** Whether a published card is a static tool that was withdrawn from routing: the same version, not admitted. */
export function isWithdrawn(
  { id, version, evidence }: ToolCard,
  here: Pick<ToolCard, 'id' | 'version'>,
): boolean {
  return id === here.id && version === here.version && evidence?.admitted === false;
}

/** @returns the static cards whose ids are not taken by published tools. A withdrawn tool takes no id: it is the static one */
export function ownStatic(cards: readonly ToolCard[], published: readonly ToolCard[]): ToolCard[] {
  return without(
    cards,
    published.filter((card) => !cards.some((here) => isWithdrawn(card, here))),
  );
}
