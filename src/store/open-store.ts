import { join } from 'node:path';
import { RlarError } from '../spec/errors.ts';
import { openReadable } from './database.ts';
import { databaseUrl } from './database-url.ts';
import { GroupCommit } from './group-commit.ts';
import { keepReserve, noRoomToDelete, releaseReserve } from './reserve.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { Store, StoreOptions } from './store.ts';
import { startInlineWriter, startWriter } from './writer-thread.ts';

const PENDING_BYTES = 64 * 1024 * 1024;

/**
 * Opens the database that RLAR_DATABASE_URL names, or else `home/rlar.db`. Makes the file if it is missing, unless `readOnly` is set.
 * @throws RLAR_STORE_NEWER where a newer rlar wrote the file
 * @throws RLAR_STORE_FAILED where it cannot be opened
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const url = databaseUrl(options.home);
  if (url === null) return openFile(options);
  // The driver is loaded where there is a database for it.
  const { openPostgresStore } = await import('./postgres/store.ts');
  return openPostgresStore(url, options);
}

async function openFile(options: StoreOptions): Promise<Store> {
  const { texts = 'full', onFull = 'stop', maxBytes, pendingBytes = PENDING_BYTES } = options;
  if (options.home === null) {
    const commit = new GroupCommit({ file: null, texts, maxBytes });
    return new SqliteStore(commit.database, startInlineWriter(commit, pendingBytes), onFull, null);
  }
  const file = join(options.home, 'rlar.db');
  const open = () => startWriter({ file, texts, maxBytes }, pendingBytes);
  const writer = options.readOnly ? null : options.freeing ? await withReserve(file, open) : await open();
  try {
    if (writer) keepReserve(file);
    return new SqliteStore(openReadable(file), writer, onFull, file);
  } catch (error) {
    await writer?.close();
    throw error;
  }
}

/** Opening the store needs room as well. On a full disk, a caller that wants to free room may use the reserve. */
async function withReserve<Opened>(file: string, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (thrown) {
    const isFull = thrown instanceof RlarError && thrown.code === 'RLAR_DISK_FULL';
    if (!isFull) throw thrown;
    if (!releaseReserve(file)) throw noRoomToDelete(thrown);
    return open();
  }
}
