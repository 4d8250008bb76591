import type { DatabaseSync } from 'node:sqlite';
import type { HomeDatabase } from './home-database.ts';
import {
  type Claim,
  type DoJob,
  holderOf,
  type Job,
  type Jobs,
  job,
  type Offer,
  type WorkOptions,
} from './jobs.ts';
import { PolledJobs } from './polled-jobs.ts';

const COLUMNS = 'id, kind, key, spec, state, owner, until';

export class SqliteJobs implements Jobs {
  readonly #home: HomeDatabase;
  readonly #polls: PolledJobs[] = [];

  constructor(home: HomeDatabase) {
    this.#home = home;
  }

  async offer({ id, kind, key, spec }: Offer): Promise<string> {
    return this.#home.write((database) => {
      const there = rows(database, "WHERE kind = ? AND key = ? AND state = 'open'", kind, key);
      if (there[0]) return there[0].id;
      database
        .prepare(
          `INSERT INTO jobs(id, kind, key, spec, state, owner, until, created) VALUES (?, ?, ?, ?, 'open', NULL, NULL, ?)
          ON CONFLICT(id) DO UPDATE SET spec = excluded.spec, state = 'open'`,
        )
        .run(id, kind, key, JSON.stringify(spec), Date.now());
      return id;
    });
  }

  async work(kind: string, does: DoJob, options: WorkOptions = {}): Promise<void> {
    this.#polls.push(new PolledJobs(this, kind, does, options));
  }

  claim({ id, kind, key, spec, owner, leaseMs }: Claim): Promise<Job | null> {
    return this.#home.write((database) => {
      const now = Date.now();
      const rivals = rows(
        database,
        "WHERE (id = ? OR (kind = ? AND key = ?)) AND owner <> ''",
        id,
        kind,
        key,
      );
      const holder = holderOf(rivals, { id, owner }, now);
      if (holder) return holder;
      database
        .prepare(
          `INSERT INTO jobs(id, kind, key, spec, state, owner, until, created) VALUES (?, ?, ?, ?, 'open', ?, ?, ?)
          ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, key = excluded.key, spec = excluded.spec, state = 'open',
          owner = excluded.owner, until = excluded.until`,
        )
        .run(id, kind, key, JSON.stringify(spec), owner, now + leaseMs, now);
      return null;
    });
  }

  renew(id: string, owner: string, leaseMs: number): Promise<boolean> {
    return this.#home.write(
      (database) =>
        Number(
          database
            .prepare('UPDATE jobs SET until = ? WHERE id = ? AND owner = ? AND until IS NOT NULL')
            .run(Date.now() + leaseMs, id, owner).changes,
        ) > 0,
    );
  }

  async release(id: string, owner: string, state: Job['state']): Promise<void> {
    await this.#home.write((database) =>
      database
        .prepare(
          `UPDATE jobs SET until = NULL, state = ?1, spec = CASE ?1 WHEN 'ended' THEN '{}' ELSE spec END
          WHERE id = ?2 AND owner = ?3 AND until IS NOT NULL`,
        )
        .run(state, id, owner),
    );
  }

  async get(id: string): Promise<Job | null> {
    const found = await this.#home.read((database) => rows(database, 'WHERE id = ?', id));
    return found?.[0] ?? null;
  }

  async list(kind: string): Promise<Job[]> {
    return (
      (await this.#home.read((database) => rows(database, 'WHERE kind = ? ORDER BY created, id', kind))) ?? []
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#polls.map((poll) => poll.close()));
    this.#home.close();
  }
}

function rows(database: DatabaseSync, where: string, ...values: string[]): Job[] {
  return database
    .prepare(`SELECT ${COLUMNS} FROM jobs ${where}`)
    .all(...values)
    .map((row) => job.parse({ ...row, spec: JSON.parse(String(row.spec)) }));
}
