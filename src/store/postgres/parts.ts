/**
 * Parts of the ledger: the rewards of one run that were made within one day (of UTC) stand in a pair of tables of their own,
 * `groups_N` and `rewards_N`, so that deleting a run or a day takes no longer than dropping them.
 */

import { type FactState, uncountPart } from './counts.ts';
import type { PostgresDatabase } from './database.ts';
import { MAKES_PARTS } from './locks.ts';
import type { Query } from './query.ts';

const DAY_MS = 86_400_000;
const TABLES = ['groups', 'rewards'] as const;

/** @returns the day of a time, in days since 1970 */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** @returns the number of the part; it is made where it is missing. Appends to other parts go on meanwhile */
export function makePart(database: PostgresDatabase, run: number, day: number): Promise<number> {
  return database.transact((query) => makePartWithin(query, run, day));
}

/** As `makePart`, within a transaction: the part is there for others when it commits. */
export async function makePartWithin(query: Query, run: number, day: number): Promise<number> {
  await query(MAKES_PARTS);
  const [found] = await query('SELECT number FROM parts WHERE run = $1 AND day = $2', [run, day]);
  if (found) return Number(found.number);
  const [made] = await query('INSERT INTO parts(run, day) VALUES ($1, $2) RETURNING number', [run, day]);
  const number = Number(made?.number);
  for (const table of TABLES) {
    await query(`CREATE TABLE ${table}_${number} (LIKE ${table} INCLUDING ALL)`);
    await query(`ALTER TABLE ${table} ATTACH PARTITION ${table}_${number} FOR VALUES IN (${number})`);
  }
  return number;
}

/**
 * Drops a part within a transaction. It waits for appends and reads that have begun, and those that begin wait for it.
 * @returns the number of its rewards
 */
export async function dropPart(query: Query, part: number, facts: FactState): Promise<number> {
  const number = Math.trunc(part);
  const [known] = await query('SELECT number FROM parts WHERE number = $1', [number]);
  if (!known) return 0;
  await uncountPart(query, number, facts);
  await query("SET LOCAL lock_timeout = '5s'");
  await query(MAKES_PARTS);
  await query('LOCK TABLE groups, rewards IN ACCESS EXCLUSIVE MODE');
  await query('UPDATE counters SET prunes = prunes + 1');
  const [dropped] = await query('DELETE FROM parts WHERE number = $1 RETURNING run', [number]);
  const [counted] = await query(`SELECT count(*) AS rows FROM rewards_${number}`);
  const rows = Number(counted?.rows);
  await uncount(query, Number(dropped?.run), rows);
  for (const table of TABLES) await query(`DROP TABLE ${table}_${number}`);
  return rows;
}

/** Takes deleted rewards off the figures of a run. */
export async function uncount(query: Query, run: number, rows: number): Promise<void> {
  await query(
    `UPDATE runs SET characters = characters * (rows - $2) / rows, rows = rows - $2
    WHERE number = $1 AND rows > 0`,
    [run, rows],
  );
}

/** Which parts can hold what is looked for. */
export interface PartFilter {
  readonly run?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** @returns the numbers of the parts that can hold a match */
export async function partsWith(query: Query, { run, since, until }: PartFilter): Promise<number[]> {
  const found = await query(
    `SELECT number FROM parts
    WHERE ($1::text IS NULL OR run = (SELECT number FROM runs WHERE run = $1))
    AND ($2::float8 IS NULL OR day >= $2) AND ($3::float8 IS NULL OR day <= $3)`,
    [run ?? null, since === undefined ? null : dayOf(since), until === undefined ? null : dayOf(until)],
  );
  return found.map(({ number }) => Number(number));
}
