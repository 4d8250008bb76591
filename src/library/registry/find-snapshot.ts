import { RlarError } from '../../spec/errors.ts';
import type { LibraryContent } from '../../store/registry.ts';
import type { Library } from '../library.ts';
import { withRegistry } from './open-registry.ts';

interface SnapshotPlace {
  /** Null where nothing is published: then there is the library as it is, alone. */
  readonly home: string | null;
  readonly current: Library;
}

/**
 * @param name a snapshot, the number of an entry of the log, or nothing for the library as it is
 * @returns the snapshot's id, cards and decisions, from wherever they are recorded
 * @throws RLAR_NOT_FOUND
 */
export async function findSnapshot(
  { home, current }: SnapshotPlace,
  name?: string,
): Promise<LibraryContent & { readonly id: string }> {
  const { snapshot, decisions } = current;
  if (name === undefined || name === snapshot) return { id: snapshot, cards: current.cards(), decisions };
  const found =
    home === null
      ? null
      : await withRegistry({ home }, async (registry) => {
          const entry = (await registry.entries()).find(({ seq }) => String(seq) === name);
          const id = entry?.snapshot ?? name;
          const content = await registry.snapshot(id);
          return content && { id, ...content };
        });
  if (found) return found;
  throw new RlarError('RLAR_NOT_FOUND', `no snapshot ${name}; rlar library log lists them`);
}
