import { existsSync } from 'node:fs';
import type { Template } from '../../spec/decisions.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LogEntry, RegistryHead } from '../../store/registry.ts';
import { loadToolVersion } from '../added-tools/load-added-tools.ts';
import { versionFolder } from '../added-tools/record.ts';
import { fetchVersions, shareVersions } from '../added-tools/shared-versions.ts';
import { isOnTrial, keepToolFiles, type ToolFiles, unmarkTrial } from '../added-tools/tool-files.ts';
import { cardOf } from './adopt-folders.ts';
import { without } from './changes.ts';
import { type LibraryActor, nextEntry } from './next-entry.ts';
import { type PublishPlace, withRegistry } from './open-registry.ts';
import { withTemplate } from './publish-decisions.ts';

/**
 * One change of the library that is tried before it is made: a card that comes in, a tool that goes, or another reward function for a
 * kind.
 */
export type StagedChange =
  | { readonly card: ToolCard }
  | { readonly remove: string }
  | { readonly decide: Template };

/** A library as it is, and as it would be. Both are recorded, so that groups can be scored by either. */
export interface Staged {
  readonly incumbent: string;
  readonly candidate: string;
}

/**
 * Keeps the files of a tool that is to be tried, outside of the library, and where replicas find them.
 * @returns its card
 */
export async function stageTool({ home }: PublishPlace, files: ToolFiles): Promise<ToolCard> {
  const { id, version } = files.record.declaration;
  const folder = versionFolder(home, id, version);
  const isForTrial = !existsSync(folder) || isOnTrial(folder);
  keepToolFiles(home, files, undefined, isForTrial);
  await withRegistry({ home }, async ({ shelf }) => {
    if (shelf) await shareVersions(home, shelf);
  });
  return cardOf({ tool: loadToolVersion(home, id, version).tool, evidence: files.evidence });
}

/**
 * Stages a change; the files of a tool that another machine keeps are fetched.
 * @returns the snapshots of the library now, and with the change; null where the change changes nothing
 */
export function stageChange(place: PublishPlace, change: StagedChange): Promise<Staged | null> {
  return withRegistry(place, async (registry) => {
    const head = await registry.head();
    const [now, next] = [asItIs(head), changed(head, change, { by: 'evolution' })];
    if (!now || !next) return null;
    if (registry.shelf && 'card' in change)
      await fetchVersions(place.home, registry.shelf, [change.card], () => false, true);
    await registry.addSnapshot(now.snapshot.id, now.snapshot);
    await registry.addSnapshot(next.snapshot.id, next.snapshot);
    return { incumbent: now.snapshot.id, candidate: next.snapshot.id };
  });
}

/**
 * Makes a change, if the library is still the one that it was tried against: of two processes one makes it.
 * @returns the entry; null where the library has changed since, or the change is made already
 */
export async function makeChange(
  place: PublishPlace,
  change: StagedChange,
  incumbent: string,
  actor: LibraryActor,
): Promise<LogEntry | null> {
  const entry = await withRegistry(place, (registry) =>
    registry.append((head) =>
      asItIs(head)?.snapshot.id === incumbent ? changed(head, change, actor) : null,
    ),
  );
  if (entry && 'card' in change) unmarkTrial(versionFolder(place.home, change.card.id, change.card.version));
  return entry;
}

function asItIs(head: RegistryHead): ReturnType<typeof nextEntry> {
  return nextEntry(head, { action: 'pin', by: '', reason: '' }, (published) => published);
}

function changed(head: RegistryHead, change: StagedChange, { by, reason = '' }: LibraryActor) {
  if ('decide' in change)
    return nextEntry(
      head,
      { action: 'decide', by, reason },
      (published) => published,
      (before) => withTemplate(before, change.decide),
    );
  const action = 'card' in change ? 'publish' : 'remove';
  return nextEntry(head, { action, by, reason }, (published) =>
    'card' in change
      ? [...without(published, [change.card]), change.card]
      : published.filter(({ id }) => id !== change.remove),
  );
}
