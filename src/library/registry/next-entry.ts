import { canonicalJson } from '../../spec/canonical-json.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LibraryAction, NewEntry, RegistryHead } from '../../store/registry.ts';
import { builtInLibrary } from '../built-in.ts';
import { snapshotId } from '../snapshot-id.ts';
import { changesBetween, without } from './changes.ts';

/** Who does something to the library, and why. */
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
 * @param change gives what is published after it, out of what is published now and of the static tools' cards
 * @returns the entry that follows a head; null where nothing changes and the action is one that changes something
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
