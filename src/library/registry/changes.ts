import { canonicalJson } from '../../spec/canonical-json.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LibraryChange } from '../../store/registry.ts';

/** @returns the cards whose ids none of the others has */
export function without(cards: readonly ToolCard[], others: readonly ToolCard[]): ToolCard[] {
  const ids = new Set(others.map((card) => card.id));
  return cards.filter((card) => !ids.has(card.id));
}

/** A tool whose evidence alone changed is listed with the version that it keeps. */
export function changesBetween(before: readonly ToolCard[], after: readonly ToolCard[]): LibraryChange[] {
  const [old, now] = [before, after].map((cards) => new Map(cards.map((card) => [card.id, card])));
  const ids = [...new Set([...old!.keys(), ...now!.keys()])].sort();
  return ids.flatMap((id) => {
    const [from, to] = [old!.get(id), now!.get(id)];
    if (from && to && canonicalJson(from) === canonicalJson(to)) return [];
    return [{ id, from: from?.version ?? null, to: to?.version ?? null }];
  });
}
