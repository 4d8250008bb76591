import { LRUCache } from 'lru-cache';
import { type Assignment, assignment } from '../../spec/assignment.ts';
import { jsonOnce } from '../json-once.ts';
import { PutQueue } from '../put-queue.ts';
import type { AssignmentEntry, Runs } from '../runs.ts';
import type { PostgresDatabase } from './database.ts';
import type { Query } from './query.ts';

/** Assignments that one replica remembers: a stored one never changes. */
const REMEMBERED = 50_000;

/** The assignments of queries in phases of runs: the first that any replica stored holds for all of them. */
export class StickyAssignments implements Pick<Runs, 'getAssignment' | 'putAssignments'> {
  readonly #database: PostgresDatabase;
  readonly #known = new LRUCache<string, Assignment>({ max: REMEMBERED });
  readonly #puts: PutQueue<AssignmentEntry, string>;

  constructor(database: PostgresDatabase) {
    this.#database = database;
    this.#puts = new PutQueue((entries) => database.transact((query) => hold(query, entries)));
  }

  /** Forgets the assignments: some may have been deleted. */
  forget(): void {
    this.#known.clear();
  }

  async getAssignment(run: string, fromStep: number, queryKey: string): Promise<Assignment | null> {
    const key = keyOf({ run, fromStep, queryKey });
    const known = this.#known.get(key);
    if (known) return known;
    const [found] = await this.#database.query(
      'SELECT body FROM sticky WHERE run = $1 AND from_step = $2 AND query = $3',
      [run, fromStep, queryKey],
    );
    return found ? this.#remember(key, assignment.parse(JSON.parse(String(found.body)))) : null;
  }

  async putAssignments(entries: readonly AssignmentEntry[]): Promise<Assignment[]> {
    const known = entries.map((entry) => this.#known.get(keyOf(entry)));
    const unknown = entries.filter((_, index) => !known[index]);
    const bodies = unknown.length === 0 ? [] : await this.#puts.put(unknown);
    let next = 0;
    return entries.map((entry, index) => {
      const held = known[index];
      if (held) return held;
      const body = bodies[next++]!;
      const same = body === jsonOnce(entry.assignment);
      return this.#remember(keyOf(entry), same ? entry.assignment : assignment.parse(JSON.parse(body)));
    });
  }

  /** Where nothing can be stored: what is stored, else what was asked for. */
  async storedOr(entries: readonly AssignmentEntry[]): Promise<Assignment[]> {
    const found = entries.map((entry) => this.getAssignment(entry.run, entry.fromStep, entry.queryKey));
    return (await Promise.all(found)).map((held, index) => held ?? entries[index]!.assignment);
  }

  #remember(key: string, held: Assignment): Assignment {
    this.#known.set(key, held);
    return held;
  }
}

function keyOf({ run, fromStep, queryKey }: Pick<AssignmentEntry, 'run' | 'fromStep' | 'queryKey'>): string {
  return `${queryKey}/${fromStep}/${run}`;
}

/**
 * Stores assignments, and reads those that were there. The statement updates what it meets: one that did nothing on a
 * conflict would not see the row of a replica that committed while it ran.
 * @returns the body that holds, for each entry
 */
async function hold(query: Query, entries: readonly AssignmentEntry[]): Promise<string[]> {
  const first = new Map<string, AssignmentEntry>();
  for (const entry of entries) if (!first.has(keyOf(entry))) first.set(keyOf(entry), entry);
  // In one order, so that two replicas with the same keys wait for each other and never cross.
  const sorted = [...first].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
  const rows = await query(
    `INSERT INTO sticky(run, from_step, query, body)
    SELECT * FROM unnest($1::text[], $2::float8[], $3::text[], $4::text[])
    ON CONFLICT (run, query, from_step) DO UPDATE SET run = excluded.run RETURNING run, from_step, query, body`,
    [
      sorted.map(({ run }) => run),
      sorted.map(({ fromStep }) => fromStep),
      sorted.map(({ queryKey }) => queryKey),
      sorted.map((entry) => jsonOnce(entry.assignment)),
    ],
  );
  const held = new Map(
    rows.map(({ run, from_step, query: key, body }) => [
      keyOf({ run: String(run), fromStep: Number(from_step), queryKey: String(key) }),
      String(body),
    ]),
  );
  return entries.map((entry) => held.get(keyOf(entry))!);
}
