import {
  type Claim,
  type DoJob,
  holderOf,
  isHeld,
  type Job,
  type Jobs,
  job,
  type Offer,
  type WorkOptions,
} from '../jobs.ts';
import type { PostgresDatabase } from './database.ts';
import { JobDelivery } from './job-delivery.ts';
import type { Query } from './query.ts';

/** The server's clock, in milliseconds since 1970: leases of several machines are measured by one. */
const NOW = 'extract(epoch FROM clock_timestamp()) * 1000';
const COLUMNS = 'id, kind, key, spec, state, owner, until';

export class PostgresJobs implements Jobs {
  readonly #database: PostgresDatabase;
  readonly #delivery: JobDelivery;

  /** @param url of the same database, for the engine that delivers jobs */
  constructor(database: PostgresDatabase, url: string) {
    this.#database = database;
    this.#delivery = new JobDelivery(url, async () => {
      const [schema] = await database.query('SELECT current_schema() AS name');
      return String(schema?.name);
    });
  }

  async offer({ id, kind, key, spec }: Offer): Promise<string> {
    const there = await this.#database.transact(async (query) => {
      await query('LOCK TABLE jobs IN SHARE ROW EXCLUSIVE MODE');
      const [open] = await rows(query, "WHERE kind = $1 AND key = $2 AND state = 'open'", [kind, key]);
      if (open) return open;
      await query(
        `INSERT INTO jobs(id, kind, key, spec, state, owner, until, created)
        VALUES ($1, $2, $3, $4, 'open', NULL, NULL, ${NOW})
        ON CONFLICT (id) DO UPDATE SET spec = excluded.spec, state = 'open'`,
        [id, kind, key, JSON.stringify(spec)],
      );
      return null;
    });
    await this.#database.guarded(() => this.#delivery.send(there ?? { id, kind, key }));
    return there?.id ?? id;
  }

  async work(kind: string, does: DoJob, options: WorkOptions = {}): Promise<void> {
    const left = async () => (await this.list(kind)).filter((one) => one.state === 'open' && !isHeld(one));
    const deliver = async (id: string, signal: AbortSignal): Promise<void> => {
      const found = await this.get(id);
      if (found?.state === 'open') await does(found, signal);
    };
    await this.#database.guarded(() => this.#delivery.work(kind, { deliver, left, ...options }));
  }

  claim({ id, kind, key, spec, owner, leaseMs }: Claim): Promise<Job | null> {
    return this.#database.transact(async (query) => {
      // Claims are rare: one at a time, so that of two owners of one key one sees the other.
      await query('LOCK TABLE jobs IN SHARE ROW EXCLUSIVE MODE');
      const [clock] = await query(`SELECT floor(${NOW})::float8 AS now`);
      const now = Number(clock?.now);
      const rivals = await rows(query, 'WHERE id = $1 OR (kind = $2 AND key = $3)', [id, kind, key]);
      const holder = holderOf(rivals, { id, owner }, now);
      if (holder) return holder;
      await query(
        `INSERT INTO jobs(id, kind, key, spec, state, owner, until, created)
        VALUES ($1, $2, $3, $4, 'open', $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, key = excluded.key, spec = excluded.spec, state = 'open',
        owner = excluded.owner, until = excluded.until`,
        [id, kind, key, JSON.stringify(spec), owner, now + leaseMs, now],
      );
      return null;
    });
  }

  async renew(id: string, owner: string, leaseMs: number): Promise<boolean> {
    const renewed = await this.#database.query(
      `UPDATE jobs SET until = floor(${NOW}) + $3 WHERE id = $1 AND owner = $2 AND until IS NOT NULL RETURNING id`,
      [id, owner, leaseMs],
    );
    return renewed.length > 0;
  }

  async release(id: string, owner: string, state: Job['state']): Promise<void> {
    await this.#database.query(
      `UPDATE jobs SET until = NULL, state = $3, spec = CASE $3 WHEN 'ended' THEN '{}' ELSE spec END
      WHERE id = $1 AND owner = $2 AND until IS NOT NULL`,
      [id, owner, state],
    );
  }

  async get(id: string): Promise<Job | null> {
    const [found] = await rows(this.#database.query, 'WHERE id = $1', [id]);
    return found ?? null;
  }

  list(kind: string): Promise<Job[]> {
    return rows(this.#database.query, 'WHERE kind = $1 ORDER BY created, id', [kind]);
  }

  async close(): Promise<void> {
    await this.#delivery.close();
    await this.#database.close();
  }
}

async function rows(query: Query, which: string, values: string[]): Promise<Job[]> {
  const found = await query(`SELECT ${COLUMNS} FROM jobs ${which}`, values);
  return found.map((row) => job.parse({ ...row, spec: JSON.parse(String(row.spec)) }));
}
