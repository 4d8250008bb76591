import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RlarError } from '../spec/errors.ts';
import { storeFailure } from './failure.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './schema.ts';

/** Milliseconds that a writer waits for another process's transaction. */
export const BUSY_TIMEOUT_MS = 10_000;

const PAGE_BYTES = 8192;

interface WritableOptions {
  /** Null: in memory. */
  readonly file: string | null;
  readonly maxBytes?: number;
}

/**
 * Opens for writing, making folder and file where missing: write-ahead log, every commit synced to the disk.
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export function openWritable({ file, maxBytes }: WritableOptions): DatabaseSync {
  return opening(
    file,
    () => {
      if (file) mkdirSync(dirname(file), { recursive: true });
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
 * Opens for reading. A file of an older rlar is brought up to date first.
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED, also where there is no store
 */
export function openReadable(file: string): DatabaseSync {
  if (existsSync(file) && isOlder(file)) openWritable({ file }).close();
  return opening(
    file,
    () => new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS }),
    (database) => {
      refuseNewer(database, file);
    },
  );
}

function isOlder(file: string): boolean {
  const database = opening(
    file,
    () => new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS }),
    (opened) => void schemaVersion(opened),
  );
  try {
    return schemaVersion(database) < SCHEMA_VERSION;
  } finally {
    database.close();
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
