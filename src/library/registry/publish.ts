import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LogEntry } from '../../store/registry.ts';
import { loadToolVersion } from '../added-tools/load-added-tools.ts';
import { keepToolFiles, type ToolFiles } from '../added-tools/tool-files.ts';
import { builtInLibrary } from '../built-in.ts';
import { cardOf } from './adopt-folders.ts';
import { ownStatic, without } from './changes.ts';
import { type LibraryActor, nextEntry } from './next-entry.ts';
import { type PublishPlace, withRegistry } from './open-registry.ts';

/**
 * Publishes versions of tools: files first, then the entry in the log that makes them current, all of them or none. If the
 * process dies on the way, the library stays unchanged. Services that run over this home take up the new snapshot.
 * @returns the entry; null where the library already has these versions with this evidence
 * @throws RLAR_INVALID_TOOL where an id is taken · RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export function publishTools(
  place: PublishPlace,
  tools: readonly ToolFiles[],
  actor: LibraryActor,
): Promise<LogEntry | null> {
  return withRegistry(place, async (registry) => {
    const { published, staticCards } = await registry.head();
    requireFree(tools, ownStatic(staticCards ?? builtInLibrary().cards(), published));
    const cards = tools.map((files) => {
      const { id, version } = files.record.declaration;
      keepToolFiles(place.home, files);
      return cardOf({ tool: loadToolVersion(place.home, id, version).tool, evidence: files.evidence });
    });
    const reason = actor.reason ?? cards.map((card) => card.title).join(', ');
    return registry.append((head) =>
      nextEntry(head, { action: 'publish', by: actor.by, reason }, (before, others) => {
        requireFree(tools, others);
        return [...without(before, cards), ...cards];
      }),
    );
  });
}

function requireFree(tools: readonly ToolFiles[], others: readonly ToolCard[]): void {
  for (const { record } of tools) {
    const { id } = record.declaration;
    if (others.some((card) => card.id === id))
      throw new RlarError('RLAR_INVALID_TOOL', `the id ${id} is taken by a tool that needs no publishing`);
  }
}

/** Publishes one tool; see `publishTools`. */
export function publishTool(
  place: PublishPlace,
  tool: ToolFiles,
  actor: LibraryActor,
): Promise<LogEntry | null> {
  return publishTools(place, [tool], actor);
}

/**
 * Stores a tool that did not pass its gates, with its report and the reason. The tool does not enter the library.
 * @returns the folder
 */
export function keepRefusedTool(
  place: PublishPlace,
  tool: ToolFiles,
  actor: LibraryActor & { readonly reason: string },
): Promise<string> {
  const { id, version } = tool.record.declaration;
  return withRegistry(place, async (registry) => {
    const { published } = await registry.head();
    if (published.some((card) => card.id === id && card.version === version))
      throw new RlarError('RLAR_INVALID_TOOL', `${id}@${version} is in the library`);
    const folder = keepToolFiles(place.home, tool, { ...actor, at: Date.now() });
    const entry = { action: 'refuse', by: actor.by, reason: `${id}@${version}: ${actor.reason}` } as const;
    await registry.append((head) => nextEntry(head, entry, (before) => before));
    return folder;
  });
}

/** @returns the card of a published tool. @throws RLAR_NOT_FOUND */
export async function publishedCard(place: PublishPlace, id: string): Promise<ToolCard> {
  const { published } = await withRegistry(place, (registry) => registry.head());
  const card = published.find((entry) => entry.id === id);
  if (card) return card;
  throw new RlarError('RLAR_NOT_FOUND', `no tool ${id}; rlar tools list shows them`);
}

/**
 * Takes a tool out of the library. Its versions stay on the disk, for runs that are pinned to them.
 * @throws RLAR_NOT_FOUND
 */
export async function removeTool(place: PublishPlace, id: string, actor: LibraryActor): Promise<LogEntry> {
  const text = { action: 'remove', by: actor.by, reason: actor.reason ?? '' } as const;
  const entry = await withRegistry(place, (registry) =>
    registry.append((head) =>
      nextEntry(head, text, (published) => published.filter((card) => card.id !== id)),
    ),
  );
  if (!entry) throw new RlarError('RLAR_NOT_FOUND', `the library has no added tool ${id}`);
  return entry;
}
