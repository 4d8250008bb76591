import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { RlarError } from '../spec/errors.ts';
import { BUSY_TIMEOUT_MS, openReadable, openWritable } from './database.ts';
import { sqliteCode, storeFailure } from './failure.ts';

const BUSY = 5;
const RETRY_MS = 10;

/**
 * A connection for data that is seldom written: the registry and the jobs. A write waits for other writers without blocking
 * the event loop. The file is opened at the first use, and created by the first write.
 */
export class HomeDatabase {
  readonly #file: string | null;
  #database: DatabaseSync | null = null;
  #isWritable = false;
  #closed = false;

  /** @param file null for a database in memory */
  constructor(file: string | null) {
    this.#file = file;
  }

  get file(): string | null {
    return this.#file;
  }

  /** @returns the result of `use`, or null where there is no file yet */
  async read<Answer>(use: (database: DatabaseSync) => Answer): Promise<Answer | null> {
    if (this.#file !== null && !this.#database && !existsSync(this.#file)) return null;
    return this.#guarded(() => use(this.#open()));
  }

  /**
   * Calls `use` in a transaction of its own, which begins and ends before anything else runs in this thread.
   * @throws RLAR_STORE_FAILED, RLAR_DISK_FULL, and the errors of `use`
   */
  async write<Answer>(use: (database: DatabaseSync) => Answer): Promise<Answer> {
    const last = performance.now() + BUSY_TIMEOUT_MS;
    for (;;) {
      try {
        return this.#transact(this.#openToWrite(), use);
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() > last) throw storeFailure(thrown, this.#file);
      }
      await setTimeout(RETRY_MS);
    }
  }

  close(): void {
    this.#closed = true;
    this.#database?.close();
    this.#database = null;
  }

  #transact<Answer>(database: DatabaseSync, use: (database: DatabaseSync) => Answer): Answer {
    database.exec('BEGIN IMMEDIATE');
    try {
      const answer = use(database);
      database.exec('COMMIT');
      return answer;
    } catch (thrown) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  }

  /** Reads go through the writing connection. Where the file cannot be written, a read-only connection is opened. */
  #open(): DatabaseSync {
    try {
      return this.#database ?? this.#openToWrite();
    } catch (thrown) {
      if (this.#file === null || (thrown instanceof RlarError && thrown.code === 'RLAR_STORE_NEWER'))
        throw thrown;
      this.#refuseClosed();
      this.#database = openReadable(this.#file);
      return this.#database;
    }
  }

  #openToWrite(): DatabaseSync {
    this.#refuseClosed();
    if (this.#database && this.#isWritable) return this.#database;
    const database = openWritable({ file: this.#file });
    database.exec('PRAGMA busy_timeout = 0');
    this.#database?.close();
    this.#database = database;
    this.#isWritable = true;
    return database;
  }

  #guarded<Answer>(work: () => Answer): Answer {
    try {
      return work();
    } catch (thrown) {
      throw storeFailure(thrown, this.#file);
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RlarError('RLAR_STORE_FAILED', 'the store is closed');
  }
}

function isBusy(thrown: unknown): boolean {
  if (thrown instanceof RlarError) return isBusy(thrown.cause);
  return sqliteCode(thrown) === BUSY;
}
