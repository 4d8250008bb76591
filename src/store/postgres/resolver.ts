import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { EncodedBatch, EncodedGroup } from '../encoded-batch.ts';
import type { PostgresDatabase } from './database.ts';
import { dayOf, makePart } from './parts.ts';

const REMEMBERED = 50_000;

/** The numbers that the rows of a group refer to. */
export interface GroupNumbers {
  readonly run: number;
  readonly part: number;
  readonly assignment: number;
}

interface Keyed {
  readonly key: string;
  readonly values: () => readonly (string | number | null)[];
}

/**
 * Turns names, queries and assignments into their numbers, and stores what has none yet. Numbers are remembered, so that a
 * group of a known query costs nothing here. After a prune they may mean nothing any more: call `forget`.
 */
export class Resolver {
  readonly #database: PostgresDatabase;
  readonly #texts: 'full' | 'hash';
  readonly #numbers = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(database: PostgresDatabase, texts: 'full' | 'hash') {
    this.#database = database;
    this.#texts = texts;
  }

  forget(): void {
    this.#numbers.clear();
  }

  async resolve({ groups }: EncodedBatch): Promise<GroupNumbers[]> {
    const runs = await this.#all('run', groups, ({ run, at }) =>
      run === null ? null : { key: run, values: () => [run, at] },
    );
    const queries = await this.#all('query', groups, ({ queryKey, query }) => ({
      key: queryKey,
      values: () => [queryKey, this.#texts === 'full' ? query : null],
    }));
    const assignments = await this.#all('assignment', groups, ({ assignment }, index) => {
      const digest = hash('sha256', assignment, 'hex');
      const [query, run] = [queries[index]!, runs[index]!];
      return {
        key: `${query}/${run}/${digest}`,
        values: () => [query, run, digest, assignment, snapshotOf(assignment)],
      };
    });
    const resolved: GroupNumbers[] = [];
    for (const [index, { at }] of groups.entries()) {
      const run = runs[index]!;
      resolved.push({ run, part: await this.#part(run, at), assignment: assignments[index]! });
    }
    return resolved;
  }

  /** @returns the number for each group; 0 where `keyed` says null */
  async #all(
    sort: keyof typeof STATEMENTS,
    groups: readonly EncodedGroup[],
    keyed: (group: EncodedGroup, index: number) => Keyed | null,
  ): Promise<number[]> {
    const wanted = groups.map(keyed);
    const missing = new Map<string, Keyed>();
    for (const one of wanted)
      if (one && this.#numbers.get(`${sort} ${one.key}`) === undefined) missing.set(one.key, one);
    const found = new Map<string, number>();
    if (missing.size > 0) {
      // In one order, so that two replicas with the same keys wait for each other and never cross.
      const sorted = [...missing.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
      const rows = sorted.map(({ values }) => values());
      const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
      for (const { number, key } of await this.#database.query(STATEMENTS[sort], columns)) {
        found.set(String(key), Number(number));
        this.#numbers.set(`${sort} ${String(key)}`, Number(number));
      }
    }
    return wanted.map((one) =>
      one === null ? 0 : (found.get(one.key) ?? this.#numbers.get(`${sort} ${one.key}`)!),
    );
  }

  async #part(run: number, at: number): Promise<number> {
    const day = dayOf(at);
    const key = `part ${run}/${day}`;
    const number = this.#numbers.get(key) ?? (await makePart(this.#database, run, day));
    this.#numbers.set(key, number);
    return number;
  }
}

const withSnapshot = z.object({ snapshot: z.string() });

function snapshotOf(assignment: string): string {
  return withSnapshot.parse(JSON.parse(assignment)).snapshot;
}

/** Each stores what is missing and answers with the number of every key, also of one that another replica stores just now. */
const STATEMENTS = {
  run: `INSERT INTO runs(run, created) SELECT * FROM unnest($1::text[], $2::float8[])
    ON CONFLICT (run) DO UPDATE SET run = excluded.run RETURNING number, run AS key`,
  query: `INSERT INTO queries(key, body) SELECT * FROM unnest($1::text[], $2::text[])
    ON CONFLICT (key) DO UPDATE SET body = coalesce(queries.body, excluded.body) RETURNING number, key`,
  assignment: `INSERT INTO assignments(query, run, hash, body, snapshot)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[])
    ON CONFLICT (query, run, hash) DO UPDATE SET hash = excluded.hash
    RETURNING number, query || '/' || run || '/' || hash AS key`,
};
