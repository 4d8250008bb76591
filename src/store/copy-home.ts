import type { Copied } from './copy/copy-store.ts';
import { copyStore } from './copy/copy-store.ts';
import { SqliteSource } from './copy/sqlite-source.ts';
import { SqliteTarget } from './copy/sqlite-target.ts';
import { PostgresSource, PostgresTarget } from './postgres/copy.ts';
import { openPostgres } from './postgres/database.ts';

type OnProgress = (table: string, rows: number) => void;

/**
 * Copies runs, assignments, ledger, library, jobs, feedback, and what judges were answered, from a home with SQLite into an empty
 * database. Everything is there afterwards, or nothing.
 * @throws RLAR_INVALID_REQUEST where the database has data already · RLAR_STORE_FAILED, RLAR_STORE_NEWER, RLAR_DISK_FULL
 */
export async function copyToDatabase(home: string, url: string, onProgress: OnProgress): Promise<Copied> {
  const database = await openPostgres(url, { connections: 2 });
  try {
    const from = new SqliteSource(home);
    try {
      return await database.transact(async (query) =>
        copyStore(from, await PostgresTarget.open(database, query), onProgress),
      );
    } finally {
      from.close();
    }
  } finally {
    await database.close();
  }
}

/**
 * The way back: from a database into a home that has no data yet.
 * @throws as `copyToDatabase`
 */
export async function copyToHome(url: string, home: string, onProgress: OnProgress): Promise<Copied> {
  const database = await openPostgres(url, { connections: 2 });
  try {
    return await database.derive(async (query) => {
      await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const to = new SqliteTarget(home);
      try {
        return await copyStore(new PostgresSource(database, query), to, onProgress);
      } finally {
        to.abandon();
      }
    });
  } finally {
    await database.close();
  }
}
