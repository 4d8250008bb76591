import type { DatabaseSync } from 'node:sqlite';
import { NO_DECISIONS } from '../spec/decisions.ts';
import { RlarError } from '../spec/errors.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { HomeDatabase } from './home-database.ts';
import { keepContent, keepSnapshot, readContent } from './kept-cards.ts';
import {
  type LibraryContent,
  LONGEST_REASON,
  type LogEntry,
  logEntry,
  type NewEntry,
  type Registry,
  type RegistryHead,
} from './registry.ts';

export class SqliteRegistry implements Registry {
  readonly #home: HomeDatabase;

  constructor(home: HomeDatabase) {
    this.#home = home;
  }

  async seq(): Promise<number> {
    return (await this.#home.read(seqOf)) ?? 0;
  }

  async head(): Promise<RegistryHead> {
    return (
      (await this.#home.read(headOf)) ?? { seq: 0, published: [], decisions: NO_DECISIONS, staticCards: null }
    );
  }

  async publishedAt(seq: number): Promise<LibraryContent> {
    const found = await this.#home.read((database) => contentAt(database, seq));
    if (found) return found;
    throw new RlarError('RLAR_NOT_FOUND', `the library's log has no entry ${seq}`);
  }

  async entries(): Promise<LogEntry[]> {
    const found = await this.#home.read((database) =>
      database
        .prepare('SELECT seq, at, action, by, reason, snapshot, changes FROM library_log ORDER BY seq DESC')
        .all()
        .map((row) => logEntry.parse({ ...row, changes: JSON.parse(String(row.changes)) })),
    );
    return found ?? [];
  }

  snapshot(id: string): Promise<LibraryContent | null> {
    return this.#home.read((database) => {
      const found = database.prepare('SELECT cards FROM library_snapshots WHERE id = ?').get(id);
      return found ? readContent(database, String(found.cards)) : null;
    });
  }

  async addSnapshot(id: string, content: LibraryContent): Promise<void> {
    const known = await this.#home.read(
      (database) => database.prepare('SELECT 1 FROM library_snapshots WHERE id = ?').get(id) !== undefined,
    );
    if (!known)
      await this.#home.write((database) => keepSnapshot(database, { id, ...content, at: Date.now() }));
  }

  async setStaticCards(cards: readonly ToolCard[]): Promise<void> {
    const write = (database: DatabaseSync) =>
      database
        .prepare('INSERT OR REPLACE INTO deployment(id, at, cards) VALUES (1, ?, ?)')
        .run(Date.now(), keepContent(database, { cards, decisions: NO_DECISIONS }));
    await this.#home.write(write);
  }

  append(make: (head: RegistryHead) => NewEntry | null): Promise<LogEntry | null> {
    return this.#home.write((database) => {
      const made = make(headOf(database));
      return made && appendEntry(database, made);
    });
  }

  async close(): Promise<void> {
    this.#home.close();
  }
}

function seqOf(database: DatabaseSync): number {
  return Number(database.prepare('SELECT max(seq) AS seq FROM library_log').get()?.seq ?? 0);
}

function headOf(database: DatabaseSync): RegistryHead {
  const seq = seqOf(database);
  const deployment = database.prepare('SELECT cards FROM deployment WHERE id = 1').get();
  const content = contentAt(database, seq);
  return {
    seq,
    published: content?.cards ?? [],
    decisions: content?.decisions ?? NO_DECISIONS,
    staticCards: deployment ? readContent(database, String(deployment.cards)).cards : null,
  };
}

function contentAt(database: DatabaseSync, seq: number): LibraryContent | null {
  const found = database.prepare('SELECT published FROM library_log WHERE seq = ?').get(seq);
  return found ? readContent(database, String(found.published)) : null;
}

function appendEntry(database: DatabaseSync, made: NewEntry): LogEntry {
  const at = Date.now();
  const { action, by, changes, snapshot } = made;
  const reason = made.reason.slice(0, LONGEST_REASON);
  keepSnapshot(database, { ...snapshot, at });
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO library_log(at, action, by, reason, snapshot, changes, published) VALUES (?,?,?,?,?,?,?)',
    )
    .run(
      at,
      action,
      by,
      reason,
      snapshot.id,
      JSON.stringify(changes),
      keepContent(database, { cards: made.published, decisions: made.decisions }),
    );
  return { seq: Number(lastInsertRowid), at, action, by, reason, snapshot: snapshot.id, changes };
}
