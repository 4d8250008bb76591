import { canonicalJson } from '../../spec/canonical-json.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LibraryAction, NewEntry, RegistryHead } from '../../store/registry.ts';
import { builtInLibrary } from '../built-in.ts';
import { snapshotId } from '../snapshot-id.ts';
import { changesBetween, without } from './changes.ts';

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
 * @returns the next entry after a head; null where the action should change the published tools but does not
 */
export function nextEntry(
  head: RegistryHead,
  { action, by, reason }: EntryText,
  change: (published: readonly ToolCard[], others: readonly ToolCard[]) => readonly ToolCard[],
): NewEntry | null {
  const others = without(head.staticCards ?? builtInLibrary().cards(), head.published);
  const published = change(head.published, others);
  const isIdle = action !== 'pin' && action !== 'refuse';
  if (isIdle && canonicalJson(head.published) === canonicalJson(published)) return null;
  const cards = [...others, ...without(published, others)];
  return {
    action,
    by,
    reason,
    snapshot: { id: snapshotId(cards), cards },
    published,
    changes: changesBetween(head.published, published),
  };
}
