import { canonicalJson } from '../../spec/canonical-json.ts';
import type { Decisions } from '../../spec/decisions.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LibraryAction, NewEntry, RegistryHead } from '../../store/registry.ts';
import { builtInLibrary } from '../built-in.ts';
import { snapshotId } from '../snapshot-id.ts';
import { changesBetween, isWithdrawn, ownStatic, without } from './changes.ts';

/** An action on the library: who does it, and why. */
export interface LibraryActor {
  readonly by: string;
  readonly reason?: string;
}

interface EntryText {
  readonly action: LibraryAction;
  readonly by: string;
  readonly reason: string;
}

/**
 * @param change computes the published tools after the entry from the tools published now and the cards of the static tools
 * @param decide computes the decisions after the entry; they stay where it is left out
 * @returns the next entry after a head; null where the action should change the published tools or the decisions but does not
 */
export function nextEntry(
  head: RegistryHead,
  { action, by, reason }: EntryText,
  change: (published: readonly ToolCard[], others: readonly ToolCard[]) => readonly ToolCard[],
  decide: (before: Decisions) => Decisions = (before) => before,
): NewEntry | null {
  const others = ownStatic(head.staticCards ?? builtInLibrary().cards(), head.published);
  const published = change(head.published, others);
  const isIdle = action !== 'pin' && action !== 'refuse';
  const decisions = decide(head.decisions);
  const before = { cards: head.published, decisions: head.decisions };
  const after = { cards: published, decisions };
  if (isIdle && canonicalJson(before) === canonicalJson(after)) return null;
  const standing = others.filter((here) => !published.some((card) => isWithdrawn(card, here)));
  const cards = [...standing, ...without(published, standing)];
  return {
    action,
    by,
    reason,
    snapshot: { id: snapshotId(cards, decisions), cards, decisions },
    published,
    decisions,
    changes: changesBetween(before, after),
  };
}
