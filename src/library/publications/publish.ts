import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { loadToolVersion } from '../added-tools/load-added-tools.ts';
import { keepToolFiles, type ToolFiles } from '../added-tools/tool-files.ts';
import { builtInLibrary } from '../built-in.ts';
import { adoptFolders, cardOf } from './adopt-folders.ts';
import { without } from './changes.ts';
import { LibraryLog } from './library-log.ts';
import type { LibraryActor, LogEntry } from './log-entry.ts';

/** Where something is published. */
export interface PublishPlace {
  readonly home: string;
  /** Cards of a library here, for its tools that need no publishing; those of rlar itself where nothing is said. */
  readonly base?: readonly ToolCard[];
}

/**
 * Publishes versions of tools: files first, then the entry in the log that makes them current, all of them or none. A
 * process that dies on the way leaves the library as it was. Services that run over this home take the new snapshot up.
 * @returns the entry; null where the library has these versions with this evidence already
 * @throws RLAR_INVALID_TOOL where an id is taken · RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export function publishTools(
  place: PublishPlace,
  tools: readonly ToolFiles[],
  actor: LibraryActor,
): LogEntry | null {
  const base = place.base ?? builtInLibrary().cards();
  return withLog(place.home, base, (log) => {
    requireFree(tools, without(base, log.published()));
    const cards = tools.map((files) => {
      const { id, version } = files.record.declaration;
      keepToolFiles(place.home, files);
      return cardOf({ tool: loadToolVersion(place.home, id, version).tool, evidence: files.evidence });
    });
    const reason = actor.reason ?? cards.map((card) => card.title).join(', ');
    return log.append({ action: 'publish', by: actor.by, reason, base }, (published, others) => {
      requireFree(tools, others);
      return [...without(published, cards), ...cards];
    });
  });
}

function requireFree(tools: readonly ToolFiles[], base: readonly ToolCard[]): void {
  for (const { record } of tools) {
    const { id } = record.declaration;
    if (base.some((card) => card.id === id))
      throw new RlarError('RLAR_INVALID_TOOL', `the id ${id} is taken by a tool that needs no publishing`);
  }
}

/** Publishes one tool; see `publishTools`. */
export function publishTool(place: PublishPlace, tool: ToolFiles, actor: LibraryActor): LogEntry | null {
  return publishTools(place, [tool], actor);
}

/**
 * Keeps a tool that did not pass its gates, with its report and the reason, outside of the library.
 * @returns the folder
 */
export function keepRefusedTool(
  place: PublishPlace,
  tool: ToolFiles,
  actor: LibraryActor & { readonly reason: string },
): string {
  const { id, version } = tool.record.declaration;
  const base = place.base ?? builtInLibrary().cards();
  return withLog(place.home, base, (log) => {
    const current = log.published().some((card) => card.id === id && card.version === version);
    if (current) throw new RlarError('RLAR_INVALID_TOOL', `${id}@${version} is in the library`);
    const folder = keepToolFiles(place.home, tool, { ...actor, at: Date.now() });
    const reason = `${id}@${version}: ${actor.reason}`;
    log.append({ action: 'refuse', by: actor.by, reason, base }, (published) => published);
    return folder;
  });
}

/** @returns the card of a published tool. @throws RLAR_NOT_FOUND */
export function publishedCard({ home, base }: PublishPlace, id: string): ToolCard {
  const published = withLog(home, base ?? builtInLibrary().cards(), (log) => log.published());
  const card = published.find((entry) => entry.id === id);
  if (card) return card;
  throw new RlarError('RLAR_NOT_FOUND', `no tool ${id}; rlar tools list shows them`);
}

/**
 * Takes a tool out of the library. Its versions stay on the disk, for runs that are pinned to them.
 * @throws RLAR_NOT_FOUND
 */
export function removeTool(place: PublishPlace, id: string, actor: LibraryActor): LogEntry {
  const base = place.base ?? builtInLibrary().cards();
  const entry = withLog(place.home, base, (log) =>
    log.append({ action: 'remove', by: actor.by, reason: actor.reason ?? '', base }, (published) =>
      published.filter((card) => card.id !== id),
    ),
  );
  if (!entry) throw new RlarError('RLAR_NOT_FOUND', `the library has no added tool ${id}`);
  return entry;
}

/** Opens the log for writing, calls `use`, and closes it. */
export function withLog<Answer>(
  home: string,
  base: readonly ToolCard[],
  use: (log: LibraryLog) => Answer,
): Answer {
  const log = openLog(home, base);
  try {
    return use(log);
  } finally {
    log.close();
  }
}

function openLog(home: string, base: readonly ToolCard[]): LibraryLog {
  const warn = (message: string) => process.stderr.write(`warning: ${message}\n`);
  return LibraryLog.open(home, () => adoptFolders(home, warn), base);
}
