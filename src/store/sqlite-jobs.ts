import type { DatabaseSync } from 'node:sqlite';
import type { HomeDatabase } from './home-database.ts';
import { type Claim, holderOf, type Job, type Jobs, job } from './jobs.ts';

const COLUMNS = 'id, kind, key, spec, state, owner, until';

export class SqliteJobs implements Jobs {
  readonly #home: HomeDatabase;

  constructor(home: HomeDatabase) {
    this.#home = home;
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
        .prepare('UPDATE jobs SET until = NULL, state = ? WHERE id = ? AND owner = ? AND until IS NOT NULL')
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
    this.#home.close();
  }
}

function rows(database: DatabaseSync, where: string, ...values: string[]): Job[] {
  return database
    .prepare(`SELECT ${COLUMNS} FROM jobs ${where}`)
    .all(...values)
    .map((row) => job.parse({ ...row, spec: JSON.parse(String(row.spec)) }));
}
