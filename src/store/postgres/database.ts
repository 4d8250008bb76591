import { Pool, type PoolClient, types } from 'pg';
import { RlarError } from '../../spec/errors.ts';
import { postgresFailure } from './failure.ts';
import { migrate } from './migrations.ts';
import type { Query, Row, Value } from './query.ts';
import { readText, storedText } from './stored-text.ts';

const CONNECTIONS = 6;
const CONNECT_MS = 10_000;
const IDLE_MS = 15_000;

interface PostgresOptions {
  readonly readOnly?: boolean;
  /** The most connections at a time. */
  readonly connections?: number;
  /** Milliseconds until a server that does not answer is given up; ten seconds by default. */
  readonly connectMs?: number;
}

/**
 * The connections of one store to its database. Whole numbers are numbers here, and every text comes back as it was given,
 * whatever characters it has. All methods reject with RLAR_STORE_FAILED or RLAR_DISK_FULL.
 */
export class PostgresDatabase {
  readonly #pool: Pool;
  readonly #readOnly: boolean;
  /** The address without what is secret in it. */
  readonly place: string;
  /** Ends the connections that listen. */
  readonly #listening = new Set<() => void>();
  #migrated: Promise<void> | null = null;
  #closed: Promise<void> | null = null;

  constructor(
    url: string,
    { readOnly = false, connections = CONNECTIONS, connectMs = CONNECT_MS }: PostgresOptions = {},
  ) {
    this.place = placeOf(url);
    this.#readOnly = readOnly;
    this.#pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: connectMs,
      application_name: 'rlar',
      keepAlive: true,
      keepAliveInitialDelayMillis: CONNECT_MS,
      // A process that vanished in the middle of a transaction holds up the others no longer than this.
      idle_in_transaction_session_timeout: IDLE_MS,
      // Connections that nobody uses keep no process alive.
      allowExitOnIdle: true,
      types: { getTypeParser },
    });
    // A connection that breaks while nobody uses it is replaced at the next use.
    this.#pool.on('error', () => {});
  }

  /** Brings the tables to the version of this rlar; every first use does so. @throws RLAR_STORE_NEWER */
  async open(): Promise<void> {
    await this.guarded(() => this.#ready());
  }

  /** Runs one statement in a transaction of its own. */
  query: Query = (sql, values = []) =>
    this.guarded(async () => {
      await this.#ready();
      return rowsOf(this.#pool, sql, values);
    });

  /** Calls `use` in one transaction, which sees at each statement what others have committed. */
  transact<Answer>(use: (query: Query) => Promise<Answer>): Promise<Answer> {
    return this.derive((query) => {
      this.refuseReadOnly();
      return use(query);
    });
  }

  /** As `transact`, also where this store may only read: for what can be made again at any time. */
  derive<Answer>(use: (query: Query) => Promise<Answer>): Promise<Answer> {
    return this.guarded(async () => {
      await this.#ready();
      return inTransaction(this.#pool, use);
    });
  }

  /**
   * Hears what others notify, on a connection of its own.
   * @param onEnd called once when the connection is lost: what is notified from then on is not heard
   */
  listen(channel: string, onMessage: (text: string) => void, onEnd: () => void): Promise<void> {
    return this.guarded(async () => {
      await this.#ready();
      const client = await this.#pool.connect();
      const end = () => {
        if (!this.#listening.delete(end)) return;
        client.release(true);
        onEnd();
      };
      client.on('error', end);
      client.on('end', end);
      client.on('notification', ({ payload = '' }) => onMessage(payload));
      this.#listening.add(end);
      try {
        await client.query(`LISTEN ${channel}`);
      } catch (thrown) {
        end();
        throw thrown;
      }
      if (this.#closed) end();
    });
  }

  /** @throws RLAR_STORE_FAILED where this store may only read */
  refuseReadOnly(): void {
    if (this.#readOnly) throw new RlarError('RLAR_STORE_FAILED', `${this.place} is open for reading only`);
  }

  close(): Promise<void> {
    if (this.#closed) return this.#closed;
    for (const end of [...this.#listening]) end();
    this.#closed = this.#pool.end();
    return this.#closed;
  }

  /** A failed migration is tried again at the next use: the server may come later than this process. */
  async #ready(): Promise<void> {
    if (this.#closed) throw new RlarError('RLAR_STORE_FAILED', 'the store is closed');
    this.#migrated ??= inTransaction(this.#pool, migrate);
    try {
      await this.#migrated;
    } catch (thrown) {
      this.#migrated = null;
      throw thrown;
    }
  }

  /** @returns the result of `work`. @throws RLAR_STORE_FAILED and RLAR_DISK_FULL in the place of errors of other sorts */
  async guarded<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (thrown) {
      throw postgresFailure(thrown, this.place);
    }
  }
}

/** Opens a database, and brings it to the version of this rlar. @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED, RLAR_INVALID_CONFIG */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<PostgresDatabase> {
  const database = new PostgresDatabase(url, options);
  try {
    await database.open();
    return database;
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

async function inTransaction<Answer>(pool: Pool, use: (query: Query) => Promise<Answer>): Promise<Answer> {
  const client = await pool.connect();
  let broken = false;
  const ignored = () => {
    broken = true;
  };
  client.on('error', ignored);
  try {
    await client.query('BEGIN');
    const answer = await use((sql, values = []) => rowsOf(client, sql, values));
    await client.query('COMMIT');
    return answer;
  } catch (thrown) {
    await client.query('ROLLBACK').catch(ignored);
    throw thrown;
  } finally {
    client.off('error', ignored);
    client.release(broken);
  }
}

async function rowsOf(on: Pool | PoolClient, sql: string, values: readonly Value[]): Promise<Row[]> {
  if (values.length === 0) return (await on.query<Row>(sql)).rows ?? [];
  return (await on.query<Row>(sql, values.map(parameter))).rows;
}

function parameter(value: Value): unknown {
  if (typeof value === 'string') return storedText(value);
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) => (typeof one === 'string' ? storedText(one) : one));
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === types.builtins.INT8 || oid === types.builtins.NUMERIC) return Number;
  if (oid === types.builtins.TEXT) return readText;
  const parser: unknown = types.getTypeParser(oid, format === 'binary' ? 'text' : format);
  return parser as (value: string) => unknown;
}

/** @returns the address without user and password. @throws RLAR_INVALID_CONFIG */
export function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `PostgreSQL at ${host}${pathname}`;
  } catch {
    throw new RlarError('RLAR_INVALID_CONFIG', 'RLAR_DATABASE_URL is no URL', {
      remedy: 'Give it as postgres://user:password@host:5432/database.',
    });
  }
}
