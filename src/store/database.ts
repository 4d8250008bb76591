import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { RlarError } from '../spec/errors.ts';
import { sqliteCode, storeFailure } from './failure.ts';
import { makeFolder } from './make-folder.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './schema.ts';

/** Milliseconds that a writer waits for another process's transaction. */
export const BUSY_TIMEOUT_MS = 10_000;

const PAGE_BYTES = 8192;

interface WritableOptions {
  /** Null for a database in memory. */
  readonly file: string | null;
  readonly maxBytes?: number;
}

/**
 * Opens a database for writing, with a write-ahead log and a sync of every commit. Makes the folder and the file if they
 * are missing.
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export function openWritable({ file, maxBytes }: WritableOptions): DatabaseSync {
  return opening(
    file,
    () => {
      if (file) makeFolder(dirname(file));
      return new DatabaseSync(file ?? ':memory:', { timeout: BUSY_TIMEOUT_MS });
    },
    (database) => {
      refuseNewer(database, file);
      database.exec(
        `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL`,
      );
      database.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 500; PRAGMA cache_size = -16000');
      database.exec('PRAGMA journal_size_limit = 67108864');
      if (maxBytes) database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / PAGE_BYTES)}`);
      migrate(database);
    },
  );
}

/**
 * Opens a database for reading. The file of an older rlar is migrated first.
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED, also where there is no store
 */
export function openReadable(file: string): DatabaseSync {
  if (existsSync(file) && isOlder(file)) openWritable({ file }).close();
  return opening(
    file,
    () => readOnly(file),
    (database) => {
      refuseNewer(database, file);
    },
  );
}

function isOlder(file: string): boolean {
  const database = opening(
    file,
    () => readOnly(file),
    (opened) => void schemaVersion(opened),
  );
  try {
    return schemaVersion(database) < SCHEMA_VERSION;
  } finally {
    database.close();
  }
}

/** SQLite's error codes where the lock file beside a store cannot be made: read-only, input-output error, full, cannot open. */
const NO_LOCKS: ReadonlySet<number> = new Set([8, 10, 13, 14]);

/**
 * Reading needs a lock file beside the store. If there is none and none can be made (the folder is read-only, or the disk
 * is full), no other process has the store open. Then the store is read as an immutable file.
 */
function readOnly(file: string): DatabaseSync {
  const options = { readOnly: true, timeout: BUSY_TIMEOUT_MS };
  const database = new DatabaseSync(file, options);
  try {
    schemaVersion(database);
    return database;
  } catch (thrown) {
    database.close();
    const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (!NO_LOCKS.has(sqliteCode(thrown)) || log > 0) throw thrown;
    const url = pathToFileURL(file);
    url.searchParams.set('immutable', '1');
    return new DatabaseSync(url, options);
  }
}

function opening(
  file: string | null,
  open: () => DatabaseSync,
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = open();
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw storeFailure(error, file);
  }
}

function refuseNewer(database: DatabaseSync, file: string | null): void {
  const version = schemaVersion(database);
  if (version > SCHEMA_VERSION)
    throw new RlarError(
      'RLAR_STORE_NEWER',
      `${file} has version ${version}; this rlar knows ${SCHEMA_VERSION}`,
    );
}
