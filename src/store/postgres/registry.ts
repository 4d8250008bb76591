import { NO_DECISIONS } from '../../spec/decisions.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { contentOf, keysOf, partsOf } from '../card-parts.ts';
import {
  type LibraryContent,
  LONGEST_REASON,
  type LogEntry,
  logEntry,
  type NewEntry,
  type Registry,
  type RegistryHead,
} from '../registry.ts';
import type { ToolShelf } from '../tool-shelf.ts';
import { Current } from './current.ts';
import type { PostgresDatabase } from './database.ts';
import type { Query } from './query.ts';
import { PostgresToolShelf } from './tool-shelf.ts';

export class PostgresRegistry implements Registry {
  readonly #database: PostgresDatabase;
  readonly #current: Current;
  readonly shelf: ToolShelf;

  constructor(database: PostgresDatabase) {
    this.shelf = new PostgresToolShelf(database);
    this.#database = database;
    this.#current = new Current(database, () => seqOf(database.query));
  }

  seq(): Promise<number> {
    return this.#current.get();
  }

  async head(): Promise<RegistryHead> {
    const head = await this.#database.guarded(() => headOf(this.#database.query));
    this.#current.learn(head.seq);
    return head;
  }

  async publishedAt(seq: number): Promise<LibraryContent> {
    const found = await this.#database.guarded(() => contentAt(this.#database.query, seq));
    if (found) return found;
    throw new RlarError('RLAR_NOT_FOUND', `the library's log has no entry ${seq}`);
  }

  async entries(): Promise<LogEntry[]> {
    const found = await this.#database.query(
      'SELECT seq, at, action, by, reason, snapshot, changes FROM library_log ORDER BY seq DESC',
    );
    return found.map((row) => logEntry.parse({ ...row, changes: JSON.parse(String(row.changes)) }));
  }

  snapshot(id: string): Promise<LibraryContent | null> {
    const { query } = this.#database;
    return this.#database.guarded(async () => {
      const [found] = await query('SELECT cards FROM library_snapshots WHERE id = $1', [id]);
      return found ? readContent(query, String(found.cards)) : null;
    });
  }

  addSnapshot(id: string, content: LibraryContent): Promise<void> {
    return this.#database.transact((query) => keepSnapshot(query, id, content));
  }

  async setStaticCards(cards: readonly ToolCard[]): Promise<void> {
    await this.#database.transact(async (query) => {
      await query(
        `INSERT INTO deployment(id, at, cards) VALUES (1, $1, $2)
        ON CONFLICT (id) DO UPDATE SET at = excluded.at, cards = excluded.cards`,
        [Date.now(), await keepContent(query, { cards, decisions: NO_DECISIONS })],
      );
    });
  }

  async append(make: (head: RegistryHead) => NewEntry | null): Promise<LogEntry | null> {
    const made = await this.#database.transact(async (query) => {
      await query('LOCK TABLE library_log IN SHARE ROW EXCLUSIVE MODE');
      const head = await headOf(query);
      const entry = make(head);
      return { seq: head.seq, entry: entry && (await appendEntry(query, head.seq + 1, entry)) };
    });
    this.#current.learn(made.entry?.seq ?? made.seq);
    return made.entry;
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

async function seqOf(query: Query): Promise<number> {
  const [found] = await query('SELECT coalesce(max(seq), 0) AS seq FROM library_log');
  return Number(found?.seq);
}

async function headOf(query: Query): Promise<RegistryHead> {
  const seq = await seqOf(query);
  const [deployment] = await query('SELECT cards FROM deployment WHERE id = 1');
  const content = await contentAt(query, seq);
  return {
    seq,
    published: content?.cards ?? [],
    decisions: content?.decisions ?? NO_DECISIONS,
    staticCards: deployment ? (await readContent(query, String(deployment.cards))).cards : null,
  };
}

async function contentAt(query: Query, seq: number): Promise<LibraryContent | null> {
  const [found] = await query('SELECT published FROM library_log WHERE seq = $1', [seq]);
  return found ? readContent(query, String(found.published)) : null;
}

async function appendEntry(query: Query, seq: number, made: NewEntry): Promise<LogEntry> {
  const at = Date.now();
  const { action, by, changes, snapshot } = made;
  const reason = made.reason.slice(0, LONGEST_REASON);
  await keepSnapshot(query, snapshot.id, snapshot);
  await query(
    `INSERT INTO library_log(seq, at, action, by, reason, snapshot, changes, published)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      seq,
      at,
      action,
      by,
      reason,
      snapshot.id,
      JSON.stringify(changes),
      await keepContent(query, { cards: made.published, decisions: made.decisions }),
    ],
  );
  await query('SELECT pg_notify($1, $2)', [Current.CHANNEL, String(seq)]);
  return { seq, at, action, by, reason, snapshot: snapshot.id, changes };
}

/** An existing snapshot is not changed. */
async function keepSnapshot(query: Query, id: string, content: LibraryContent): Promise<void> {
  await query('INSERT INTO library_snapshots VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING', [
    id,
    Date.now(),
    await keepContent(query, content),
  ]);
}

/** @returns the list for `readContent` */
async function keepContent(query: Query, content: LibraryContent): Promise<string> {
  const { parts, list } = partsOf(content);
  const sorted = parts.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  await query(
    'INSERT INTO library_cards SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (hash) DO NOTHING',
    [sorted.map(({ key }) => key), sorted.map(({ body }) => body)],
  );
  return list;
}

async function readContent(query: Query, list: string): Promise<LibraryContent> {
  const keys = keysOf(list);
  const found = await query('SELECT hash, body FROM library_cards WHERE hash = ANY($1::text[])', [keys]);
  const bodies = new Map(found.map(({ hash, body }) => [String(hash), String(body)]));
  return contentOf(keys.map((key) => bodies.get(key) ?? 'null'));
}
