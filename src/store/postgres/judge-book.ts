import type { KeptAnswer, SharedBook } from '../shared-book.ts';
import type { PostgresDatabase } from './database.ts';

const MINUTE = 60_000;
const CONNECTIONS = 3;
/** The server's clock, in milliseconds since 1970: the places of all replicas are measured by one. */
const NOW = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::float8';

export class PostgresJudgeBook implements SharedBook {
  readonly #url: string;
  #database: Promise<PostgresDatabase> | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  async answer(key: string): Promise<string | null> {
    const [found] = await (await this.#open()).query('SELECT body FROM judge_answers WHERE key = $1', [key]);
    return found ? String(found.body) : null;
  }

  async keep({ key, judge, body }: KeptAnswer): Promise<void> {
    await (await this.#open()).query(
      `INSERT INTO judge_answers(key, judge, at, body) VALUES ($1, $2, ${NOW}, $3) ON CONFLICT (key) DO NOTHING`,
      [key, judge, body],
    );
  }

  async drop(keys: readonly string[]): Promise<void> {
    await (await this.#open()).query('DELETE FROM judge_answers WHERE key = ANY($1::text[])', [keys]);
  }

  async erase({ judge, olderThanMs = 0 }: { readonly judge?: string; readonly olderThanMs?: number } = {}) {
    const erased = await (await this.#open()).query(
      `DELETE FROM judge_answers WHERE at <= ${NOW} - $1::float8
      AND ($2::text IS NULL OR judge = $2 OR starts_with(judge, $2 || '@')) RETURNING 1`,
      [olderThanMs, judge ?? null],
    );
    return erased.length;
  }

  async kept(): Promise<ReadonlyMap<string, number>> {
    const rows = await (await this.#open()).query(
      'SELECT judge, count(*) AS answers FROM judge_answers GROUP BY judge ORDER BY judge COLLATE "C"',
    );
    return new Map(rows.map(({ judge, answers }) => [String(judge), Number(answers)]));
  }

  async takePlace(source: string, perMinute: number): Promise<number> {
    return (await this.#open()).transact(async (query) => {
      // One at a time for each endpoint: a second statement then sees the place that the one before took.
      await query('SELECT pg_advisory_xact_lock(7243004, hashtext($1))', [source]);
      const [taken] = await query(
        `WITH clock AS (SELECT ${NOW} AS now),
        past AS (DELETE FROM judge_requests USING clock WHERE source = $1 AND at < now - ${2 * MINUTE})
        INSERT INTO judge_requests(source, at) SELECT $1, greatest(now, coalesce((
          SELECT at + ${MINUTE} FROM judge_requests WHERE source = $1 ORDER BY at DESC LIMIT 1 OFFSET $2), 0)) FROM clock
        RETURNING at, (SELECT now FROM clock) AS now`,
        [source, perMinute - 1],
      );
      return Math.max(0, Number(taken?.at) - Number(taken?.now));
    });
  }

  async choose(key: string, choice: string): Promise<string> {
    // The earlier choice comes back also where it was committed while this statement ran.
    const [held] = await (await this.#open()).query(
      `INSERT INTO judge_choices(key, choice, at) VALUES ($1, $2, ${NOW})
      ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING choice`,
      [key, choice],
    );
    return String(held?.choice);
  }

  async chosen(key: string): Promise<string | null> {
    const [found] = await (await this.#open()).query('SELECT choice FROM judge_choices WHERE key = $1', [
      key,
    ]);
    return found ? String(found.choice) : null;
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    await (await database)?.close();
  }

  /** Loads the driver with the first question: most processes have no shared database. */
  #open(): Promise<PostgresDatabase> {
    this.#database ??= import('./database.ts').then(
      ({ PostgresDatabase: Database }) => new Database(this.#url, { connections: CONNECTIONS }),
    );
    return this.#database;
  }
}
