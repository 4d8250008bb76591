import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { storeFailure } from '../../store/failure.ts';
import { canonicalJson } from '../snapshot-id.ts';
import { changesBetween, without } from './changes.ts';
import { CARDS_SCHEMA, KeptCards } from './kept-cards.ts';
import { type LibraryAction, type LogEntry, logEntry } from './log-entry.ts';

/**
 * What is published, and how it came to be: `HOME/library.db`. Its last entry is the head. An entry is one transaction,
 * so a process that dies leaves the old head, and of two that publish at once each builds on the other. Cards stand
 * once, by the hash of their content. The file has a rollback journal: it can be read where nothing may be written.
 */
const SCHEMA = `
${CARDS_SCHEMA}
CREATE TABLE log(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, action TEXT NOT NULL, by TEXT NOT NULL,
  reason TEXT NOT NULL, snapshot TEXT NOT NULL, changes TEXT NOT NULL, published TEXT NOT NULL);
PRAGMA user_version = 1;
`;
const VERSION = 1;
const BUSY_MS = 10_000;
const LONGEST_REASON = 2_000;

/** What an entry says beside what follows from it. */
export interface EntryText {
  readonly action: LibraryAction;
  readonly by: string;
  readonly reason: string;
  /** Cards of the tools that need no publishing, the built-in ones and those of the configuration; published ones are left out of them. */
  readonly base: readonly ToolCard[];
}

export class LibraryLog {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #kept: KeptCards;

  private constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
    this.#kept = new KeptCards(database);
  }

  static file(home: string): string {
    return join(home, 'library.db');
  }

  /**
   * Opens for writing, making folder and file where missing.
   * @param adopted told, where the file is made, what was published before there was a log
   * @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER, RLAR_DISK_FULL
   */
  static open(home: string, adopted: () => readonly ToolCard[], base: readonly ToolCard[]): LibraryLog {
    const file = LibraryLog.file(home);
    return guarded(file, () => {
      mkdirSync(home, { recursive: true });
      const database = new DatabaseSync(file, { timeout: BUSY_MS });
      const log = new LibraryLog(database, file);
      try {
        database.exec('PRAGMA synchronous = FULL');
        log.#inTransaction(() => {
          if (log.#version() > 0) return;
          database.exec(SCHEMA);
          const cards = adopted();
          const entry = { action: 'adopt', by: 'rlar', reason: 'was there before the log', base } as const;
          if (cards.length > 0) log.#append(entry, [], cards);
        });
        log.#refuseNewer();
        return log;
      } catch (thrown) {
        database.close();
        throw thrown;
      }
    });
  }

  /**
   * Opens for looking. Where a publisher died in the middle of a commit the first look takes that back, which writes; a
   * file that is write-protected is opened without.
   * @returns null where nothing was ever published
   * @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER
   */
  static openReadable(home: string): LibraryLog | null {
    const file = LibraryLog.file(home);
    if (!existsSync(file)) return null;
    return guarded(file, () => {
      const database = new DatabaseSync(file, { timeout: BUSY_MS });
      const log = new LibraryLog(database, file);
      log.#refuseNewer();
      if (log.#version() > 0) return log;
      database.close();
      return null;
    });
  }

  close(): void {
    this.#database.close();
  }

  /** @returns the number of the last entry; 0 where there is none */
  seq(): number {
    return guarded(this.#file, () =>
      Number(this.#database.prepare('SELECT max(seq) AS seq FROM log').get()?.seq ?? 0),
    );
  }

  /** @returns the cards of what is published at an entry, the last one where none is named. @throws RLAR_NOT_FOUND */
  published(seq?: number): ToolCard[] {
    return guarded(this.#file, () => {
      if (seq === undefined && this.seq() === 0) return [];
      const found = this.#database.prepare('SELECT published FROM log WHERE seq = ?').get(seq ?? this.seq());
      if (!found) throw new RlarError('RLAR_NOT_FOUND', `the library's log has no entry ${seq}`);
      return this.#kept.read(String(found.published));
    });
  }

  /** @returns all cards of a snapshot, or null where the log has not seen it */
  snapshot(id: string): ToolCard[] | null {
    return guarded(this.#file, () => this.#kept.snapshot(id));
  }

  /** @returns the entries, the newest first */
  entries(limit = -1): LogEntry[] {
    return guarded(this.#file, () => {
      const columns = 'seq, at, action, by, reason, snapshot, changes';
      const rows = this.#database.prepare(`SELECT ${columns} FROM log ORDER BY seq DESC LIMIT ?`).all(limit);
      return rows.map((row) => logEntry.parse({ ...row, changes: JSON.parse(String(row.changes)) }));
    });
  }

  /**
   * Makes an entry out of what is published when its turn comes; nobody else's turn is in between.
   * @param change gives what is to be published, out of what is and of the base
   * @returns the entry; null where nothing changes and the action is one that changes something
   */
  append(
    entry: EntryText,
    change: (published: readonly ToolCard[], base: readonly ToolCard[]) => readonly ToolCard[],
  ): LogEntry | null {
    return guarded(this.#file, () =>
      this.#inTransaction(() => {
        const before = this.published();
        const base = without(entry.base, before);
        const after = change(before, base);
        const idle = entry.action !== 'pin' && entry.action !== 'refuse';
        if (idle && canonicalJson(before) === canonicalJson(after)) return null;
        return this.#append({ ...entry, base }, before, after);
      }),
    );
  }

  #append(
    { action, by, reason, base }: EntryText,
    before: readonly ToolCard[],
    after: readonly ToolCard[],
  ): LogEntry {
    const at = Date.now();
    const changes = changesBetween(before, after);
    const snapshot = this.#kept.keepSnapshot([...base, ...without(after, base)]);
    const published = JSON.stringify(after.map((card) => this.#kept.keep(card)));
    const row = [at, action, by, reason.slice(0, LONGEST_REASON), snapshot] as const;
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO log(at, action, by, reason, snapshot, changes, published) VALUES (?,?,?,?,?,?,?)')
      .run(...row, JSON.stringify(changes), published);
    return { seq: Number(lastInsertRowid), at, action, by, reason: row[3], snapshot, changes };
  }

  #version(): number {
    return Number(this.#database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  }

  #refuseNewer(): void {
    if (this.#version() <= VERSION) return;
    throw new RlarError('RLAR_STORE_NEWER', `${this.#file} has version ${this.#version()}`);
  }

  #inTransaction<Answer>(work: () => Answer): Answer {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const answer = work();
      this.#database.exec('COMMIT');
      return answer;
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw thrown;
    }
  }
}

function guarded<Answer>(file: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (thrown) {
    throw storeFailure(thrown, file);
  }
}
