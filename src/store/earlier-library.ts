import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { NO_DECISIONS } from '../spec/decisions.ts';
import { RlarError } from '../spec/errors.ts';
import { toolCard } from '../spec/tool-card.ts';
import { BUSY_TIMEOUT_MS } from './database.ts';
import { storeFailure } from './failure.ts';
import type { HomeDatabase } from './home-database.ts';
import { keepSnapshot } from './kept-cards.ts';

const EARLIER_VERSION = 1;

/** The tables of `library.db`, which are called `library_…` here. */
const TABLES = [
  ['cards', ['hash', 'body']],
  ['snapshots', ['id', 'created', 'cards']],
  ['log', ['seq', 'at', 'action', 'by', 'reason', 'snapshot', 'changes', 'published']],
] as const;

const earlierSnapshot = z.object({ id: z.string(), created: z.number(), cards: z.string() });

/**
 * Imports data that an earlier rlar kept elsewhere: the registry in `library.db`, which is then renamed to
 * `library.db.earlier`, and the ledger's own snapshots. If the process dies on the way, the next process continues. Nothing
 * is imported twice.
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export async function takeOverEarlier(home: HomeDatabase): Promise<void> {
  if (home.file === null) return;
  const earlier = join(dirname(home.file), 'library.db');
  if (existsSync(earlier)) {
    await home.write((database) => copyRegistry(database, earlier));
    putAside(earlier);
  }
  const hasOwn = (database: DatabaseSync) =>
    database.prepare('SELECT 1 FROM snapshots LIMIT 1').get() !== undefined;
  if (await home.read(hasOwn)) await home.write(moveSnapshots);
}

/** Runs while no other process writes, so the log shows whether the registry was already copied. */
function copyRegistry(database: DatabaseSync, earlier: string): void {
  if (database.prepare('SELECT 1 FROM library_log LIMIT 1').get() || !existsSync(earlier)) return;
  const from = new DatabaseSync(earlier, { timeout: BUSY_TIMEOUT_MS });
  try {
    const version = Number(from.prepare('PRAGMA user_version').get()?.user_version ?? 0);
    if (version > EARLIER_VERSION)
      throw new RlarError(
        'RLAR_STORE_NEWER',
        `${earlier} has version ${version}; this rlar knows ${EARLIER_VERSION}`,
      );
    if (version === 0) return;
    for (const [table, columns] of TABLES) {
      const names = columns.join(', ');
      const insert = database.prepare(
        `INSERT OR IGNORE INTO library_${table}(${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of from.prepare(`SELECT ${names} FROM ${table}`).iterate())
        insert.run(...columns.map((column) => row[column] ?? null));
    }
  } finally {
    from.close();
  }
}

/** Another process may do the same at the same time, so a missing file is no error. */
function putAside(earlier: string): void {
  const aside = `${earlier}.earlier`;
  try {
    if (!existsSync(aside)) renameSync(earlier, aside);
  } catch (thrown) {
    if (existsSync(earlier)) throw storeFailure(thrown, earlier);
  }
}

function moveSnapshots(database: DatabaseSync): void {
  for (const row of database.prepare('SELECT id, created, cards FROM snapshots').all()) {
    const { id, created, cards } = earlierSnapshot.parse(row);
    keepSnapshot(database, {
      id,
      cards: z.array(toolCard).parse(JSON.parse(cards)),
      decisions: NO_DECISIONS,
      at: created,
    });
  }
  database.exec('DELETE FROM snapshots');
}
