import { setTimeout } from 'node:timers/promises';
import { RlarError } from '../../spec/errors.ts';
import { type FileLog, type HomeFiles, isLog, sharedPath } from '../home-files.ts';
import type { PostgresDatabase } from './database.ts';
import type { Row } from './query.ts';

/** Milliseconds that a write waits for a database that is away: an agent's work goes on behind a restart of it. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 250;
const MOST_RETRY_MS = 4_000;

/** The shared files of a home in the database of its replicas. */
export class PostgresFiles implements HomeFiles {
  readonly #database: PostgresDatabase;
  readonly #patienceMs: number;
  #closed = false;

  constructor(database: PostgresDatabase, patienceMs = PATIENCE_MS) {
    this.#database = database;
    this.#patienceMs = patienceMs;
  }

  async list(folder: string): Promise<string[]> {
    const found = await this.#database.query(
      `SELECT DISTINCT split_part(substr(path, char_length($1) + 2), '/', 1) AS name FROM (
        SELECT path FROM home_files UNION ALL SELECT path FROM home_lines WHERE number = 0) AS paths
      WHERE starts_with(path, $1 || '/')`,
      [sharedPath(folder)],
    );
    return found.map(({ name }) => String(name)).sort();
  }

  async read(path: string): Promise<string | null> {
    if (isLog(path)) {
      const lines = await this.#lines(path);
      return lines.length === 0 ? null : lines.map((line) => `${line}\n`).join('');
    }
    const [text = null] = await this.readAll([path]);
    return text;
  }

  async readAll(paths: readonly string[]): Promise<(string | null)[]> {
    if (paths.length === 0) return [];
    const found = await this.#database.query(
      'SELECT path, body FROM home_files WHERE path = ANY($1::text[])',
      [paths.map(sharedPath)],
    );
    const texts = new Map(found.map(({ path, body }) => [path, String(body)]));
    return paths.map((path) => texts.get(path) ?? null);
  }

  async stamp(path: string): Promise<string | null> {
    const [found] = await this.#database.query(
      isLog(path)
        ? 'SELECT max(number) AS stamp FROM home_lines WHERE path = $1'
        : 'SELECT written AS stamp FROM home_files WHERE path = $1',
      [sharedPath(path)],
    );
    return found?.stamp == null ? null : String(found.stamp);
  }

  async write(path: string, text: string): Promise<void> {
    await this.#patiently(
      `INSERT INTO home_files(path, body) VALUES ($1, $2)
      ON CONFLICT (path) DO UPDATE SET body = excluded.body, written = home_files.written + 1`,
      [sharedPath(path), text],
    );
  }

  async replace(
    path: string,
    text: string,
    stamp: string | null,
    signal?: AbortSignal,
  ): Promise<string | null> {
    const written = stamp === null ? 0 : Number(stamp) + 1;
    // A write whose reply got lost stands there already, and counts.
    const replaced = await this.#patiently(
      stamp === null
        ? `INSERT INTO home_files AS there(path, body, written) VALUES ($1, $2, $3) ON CONFLICT (path) DO UPDATE
        SET body = there.body WHERE there.body = excluded.body AND there.written = excluded.written RETURNING path`
        : `UPDATE home_files SET body = $2, written = $3
        WHERE path = $1 AND (written = $3 - 1 OR (written = $3 AND body = $2)) RETURNING path`,
      [sharedPath(path), text, written],
      signal,
    );
    return replaced.length > 0 ? String(written) : null;
  }

  async remove(path: string): Promise<void> {
    const table = isLog(path) ? 'home_lines' : 'home_files';
    await this.#patiently(`DELETE FROM ${table} WHERE path = $1`, [sharedPath(path)]);
  }

  async openLog(path: string): Promise<FileLog> {
    const lines = await this.#lines(path);
    let next = lines.length;
    let last: Promise<unknown> = Promise.resolve();
    return {
      lines,
      append: async (line) => {
        const add = async () => {
          while (!(await this.#addLine(path, next, line))) next += 1;
          next += 1;
        };
        const written = last.then(add, add);
        last = written;
        await written;
      },
      close: () => {},
    };
  }

  /** @returns whether the line stands under that number now, also where the reply of an earlier try got lost; else another one does */
  async #addLine(path: string, number: number, line: string): Promise<boolean> {
    const added = await this.#patiently(
      `INSERT INTO home_lines AS there(path, number, line) VALUES ($1, $2, $3)
      ON CONFLICT (path, number) DO UPDATE SET line = there.line WHERE there.line = excluded.line RETURNING number`,
      [path, number, line],
    );
    return added.length > 0;
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#database.close();
  }

  async #lines(path: string): Promise<string[]> {
    const found = await this.#database.query('SELECT line FROM home_lines WHERE path = $1 ORDER BY number', [
      sharedPath(path),
    ]);
    return found.map(({ line }) => String(line));
  }

  /** Runs a statement that comes to the same when it is run twice, again and again while the database is away. */
  async #patiently(sql: string, values: (string | number)[], signal?: AbortSignal): Promise<Row[]> {
    const last = performance.now() + this.#patienceMs;
    for (let wait = RETRY_MS; ; wait = Math.min(2 * wait, MOST_RETRY_MS)) {
      try {
        return await this.#database.transact((query) => query(sql, values));
      } catch (thrown) {
        const isAway = thrown instanceof RlarError && thrown.code === 'RLAR_DATABASE_UNREACHABLE';
        if (!isAway || performance.now() + wait > last) throw thrown;
        await setTimeout(wait, undefined, { ...(signal && { signal }) }).catch(() => {});
        if (this.#closed || signal?.aborted) throw thrown;
      }
    }
  }
}
