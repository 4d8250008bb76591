import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storeFailure } from './failure.ts';
import { makeFolder } from './make-folder.ts';
import type { KeptAnswer, SharedBook } from './shared-book.ts';

const TABLES = `
CREATE TABLE IF NOT EXISTS answers(key TEXT PRIMARY KEY, judge TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL)
  WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_by_judge ON answers(judge, at);
CREATE TABLE IF NOT EXISTS requests(source TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS requests_by_time ON requests(source, at);
CREATE TABLE IF NOT EXISTS choices(key TEXT PRIMARY KEY, choice TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
`;
const MINUTE = 60_000;
const BUSY_MS = 5_000;

/**
 * What the processes of one deployment share about its judges, in `judges.db` of the home: answers that models gave, the
 * times of requests to each endpoint, and choices that hold for a whole group. Several processes may have it open at once.
 * What is lost with it is money, and never a reward, so that a commit waits for no disk.
 */
export class JudgeBook implements SharedBook {
  readonly #file: string | null;
  #database: DatabaseSync | null = null;

  /** @param home null for a book in memory */
  constructor(home: string | null) {
    this.#file = home === null ? null : join(home, 'judges.db');
  }

  /** @returns the answer that was kept for a key, or null */
  answer(key: string): string | null {
    return this.#using((database) => {
      const found = database.prepare('SELECT body FROM answers WHERE key = ?').get(key);
      return found ? String(found.body) : null;
    });
  }

  keep({ key, judge, body }: KeptAnswer): void {
    this.#using((database) =>
      database
        .prepare('INSERT OR IGNORE INTO answers(key, judge, at, body) VALUES (?, ?, ?, ?)')
        .run(key, judge, Date.now(), body),
    );
  }

  /** Takes answers back that turned out to be none. */
  drop(keys: readonly string[]): void {
    this.#using((database) => {
      const statement = database.prepare('DELETE FROM answers WHERE key = ?');
      for (const key of keys) statement.run(key);
    });
  }

  /**
   * Erases answers.
   * @param judge an id, or `id@version`; all judges by default
   * @param olderThanMs only answers that are older than this
   * @returns how many were erased
   */
  erase({ judge, olderThanMs = 0 }: { readonly judge?: string; readonly olderThanMs?: number } = {}): number {
    return this.#using((database) => {
      const erased = database
        .prepare(
          'DELETE FROM answers WHERE at <= :before AND (:judge IS NULL OR judge = :judge OR substr(judge, 1, length(:judge) + 1) = :judge || char(64))',
        )
        .run({ before: Date.now() - olderThanMs, judge: judge ?? null });
      database.exec('VACUUM');
      return Number(erased.changes);
    });
  }

  /** @returns the number of kept answers by judge */
  kept(): ReadonlyMap<string, number> {
    return this.#using((database) => {
      const rows = database.prepare('SELECT judge, count(*) AS answers FROM answers GROUP BY judge').all();
      return new Map(rows.map(({ judge, answers }) => [String(judge), Number(answers)]));
    });
  }

  /**
   * Takes the next place among the requests to an endpoint, so that in no minute there are more than may be, over all
   * processes.
   * @returns milliseconds to wait before the request
   */
  takePlace(source: string, perMinute: number): number {
    return this.#using((database) =>
      transaction(database, () => {
        const now = Date.now();
        const nth = database
          .prepare('SELECT at FROM requests WHERE source = ? ORDER BY at DESC LIMIT 1 OFFSET ?')
          .get(source, perMinute - 1);
        const at = Math.max(now, nth ? Number(nth.at) + MINUTE : 0);
        database.prepare('DELETE FROM requests WHERE source = ? AND at < ?').run(source, now - 2 * MINUTE);
        database.prepare('INSERT INTO requests(source, at) VALUES (?, ?)').run(source, at);
        return at - now;
      }),
    );
  }

  /** Makes a choice once: the first one holds, in every process. @returns the one that holds */
  choose(key: string, choice: string): string {
    return this.#using((database) => {
      database
        .prepare('INSERT OR IGNORE INTO choices(key, choice, at) VALUES (?, ?, ?)')
        .run(key, choice, Date.now());
      return String(database.prepare('SELECT choice FROM choices WHERE key = ?').get(key)?.choice ?? choice);
    });
  }

  /** @returns the choice that was made, or null */
  chosen(key: string): string | null {
    return this.#using((database) => {
      const found = database.prepare('SELECT choice FROM choices WHERE key = ?').get(key);
      return found ? String(found.choice) : null;
    });
  }

  /** A later use opens it again. */
  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  #using<Answer>(use: (database: DatabaseSync) => Answer): Answer {
    try {
      this.#database ??= opened(this.#file);
      return use(this.#database);
    } catch (thrown) {
      throw storeFailure(thrown, this.#file);
    }
  }
}

function opened(file: string | null): DatabaseSync {
  if (file !== null) makeFolder(dirname(file));
  const database = new DatabaseSync(file ?? ':memory:', { timeout: BUSY_MS });
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216`,
  );
  transaction(database, () => database.exec(TABLES));
  return database;
}

function transaction<Answer>(database: DatabaseSync, work: () => Answer): Answer {
  database.exec('BEGIN IMMEDIATE');
  try {
    const answer = work();
    database.exec('COMMIT');
    return answer;
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}
