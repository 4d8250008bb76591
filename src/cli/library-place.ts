import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLibrary } from '../admission/open-library.ts';
import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { type PublishPlace, withLog } from '../library/publications/publish.ts';
import { RlarError } from '../spec/errors.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { openStore } from '../store/open-store.ts';
import { requireHome } from './require-home.ts';

/** The library that a configuration names, and where it is published. */
export interface LibraryPlace extends Required<PublishPlace> {
  readonly live: LiveLibrary;
}

/** @throws RLAR_INVALID_CONFIG where there is no home */
export async function openPlace(config: Config): Promise<LibraryPlace> {
  const home = requireHome(config);
  const live = await openLibrary({ ...config, home });
  return { home, live, base: live.baseCards() };
}

/**
 * @param name a snapshot, the number of an entry of the log, or nothing for the library as it is
 * @returns the snapshot's id and cards, from wherever they are recorded
 * @throws RLAR_NOT_FOUND
 */
export async function findSnapshot(
  { home, base, live }: LibraryPlace,
  name?: string,
): Promise<{ readonly id: string; readonly cards: readonly ToolCard[] }> {
  const current = { id: live.current.snapshot, cards: live.current.cards() };
  if (name === undefined || name === current.id) return current;
  const found = withLog(home, base, (log) => {
    const entry = log.entries().find(({ seq }) => String(seq) === name);
    const id = entry?.snapshot ?? name;
    return { id, cards: log.snapshot(id) };
  });
  const cards = found.cards ?? (await fromLedger(home, found.id));
  if (cards) return { id: found.id, cards };
  throw new RlarError('RLAR_NOT_FOUND', `no snapshot ${name}; rlar library log lists them`);
}

async function fromLedger(home: string, id: string): Promise<readonly ToolCard[] | null> {
  if (!existsSync(join(home, 'rlar.db'))) return null;
  const store = await openStore({ home, readOnly: true });
  try {
    return (await store.getSnapshot(id))?.cards ?? null;
  } finally {
    await store.close();
  }
}
