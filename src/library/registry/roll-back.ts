import { NO_DECISIONS } from '../../spec/decisions.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { LogEntry, Registry } from '../../store/registry.ts';
import { loadToolVersion } from '../added-tools/load-added-tools.ts';
import { versionFolder } from '../added-tools/record.ts';
import { fetchVersions } from '../added-tools/shared-versions.ts';
import { builtInLibrary } from '../built-in.ts';
import { type LibraryActor, nextEntry } from './next-entry.ts';
import { type PublishPlace, withRegistry } from './open-registry.ts';

/**
 * Publishes the tools and decisions of an earlier entry again. The rollback is an entry of its own.
 * @param to a snapshot, or the number of an entry; by default the state before the last change
 * @returns the entry; null where nothing changes
 * @throws RLAR_NOT_FOUND · RLAR_VERSION_GONE where one of its tools is not on the disk any more
 */
export function rollBack(
  place: PublishPlace,
  to: string | number | undefined,
  actor: LibraryActor,
): Promise<LogEntry | null> {
  return withRegistry(place, async (registry) => {
    const seq = await targetOf(registry, to);
    const { cards, decisions } =
      seq === 0 ? { cards: [], decisions: NO_DECISIONS } : await registry.publishedAt(seq);
    const isHere = ({ id, version }: ToolCard) => builtInLibrary().get(id)?.card.version === version;
    if (registry.shelf) await fetchVersions(place.home, registry.shelf, cards, isHere);
    for (const card of cards) if (!isHere(card)) requireVersion(place.home, card.id, card.version);
    const target = seq === 0 ? 'before the first entry' : `entry ${seq}`;
    const reason = `to ${target}${actor.reason ? `: ${actor.reason}` : ''}`;
    return registry.append((head) =>
      nextEntry(
        head,
        { action: 'rollback', by: actor.by, reason },
        () => cards,
        () => decisions,
      ),
    );
  });
}

/** @returns the number of the entry; 0 for the state before the first entry */
async function targetOf(registry: Registry, to: string | number | undefined): Promise<number> {
  const entries = await registry.entries();
  if (to === undefined) {
    const last = entries.find((entry) => entry.changes.length > 0);
    if (!last) throw new RlarError('RLAR_NOT_FOUND', 'the library has no change that could be taken back');
    return last.seq - 1;
  }
  const found = entries.find((entry) => (typeof to === 'number' ? entry.seq === to : entry.snapshot === to));
  if (!found)
    throw new RlarError(
      'RLAR_NOT_FOUND',
      `the library's log has no ${typeof to === 'number' ? 'entry' : 'snapshot'} ${to}`,
    );
  return found.seq;
}

function requireVersion(home: string, id: string, version: string): void {
  try {
    loadToolVersion(home, id, version);
  } catch (thrown) {
    const where = versionFolder(home, id, version);
    throw new RlarError(
      'RLAR_VERSION_GONE',
      `${id}@${version} cannot be read from ${where}: ${asRlarError(thrown).message}`,
    );
  }
}
