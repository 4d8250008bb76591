/**
 * Deletes in three steps, each in transactions of its own, so that appends run between them. 1: whole parts, by dropping
 * their tables. 2: what else matches, by windows of records. 3: assignments that lost their last group, and queries that
 * lost their last assignment.
 */

import type { Pruned, PruneOptions } from '../ledger.ts';
import { namesPerson, refuseNothing } from '../prune-options.ts';
import { encodeRecord } from '../record-id.ts';
import { type FactState, groupsOf, lockFacts, uncountRecords } from './counts.ts';
import type { PostgresDatabase } from './database.ts';
import { PRUNES } from './locks.ts';
import { dayOf, dropPart, uncount } from './parts.ts';
import type { Query } from './query.ts';
import { usedBytes } from './size.ts';

const WINDOW = 1_000;
/** @throws RLAR_INVALID_REQUEST where nothing says what to delete */
export async function prune(database: PostgresDatabase, options: PruneOptions): Promise<Pruned> {
  refuseNothing(options);
  const before = await usedBytes(database.query);
  let rewards = await dropParts(database, options);
  if (options.maxBytes === undefined) rewards += await deleteRows(database, options);
  const orphans = await deleteOrphans(database);
  const ofRun = await deleteRun(database, options);
  const bytes = before - (await usedBytes(database.query));
  return {
    rewards,
    assignments: orphans.assignments + ofRun.assignments,
    queries: orphans.queries + ofRun.queries,
    bytes,
  };
}

/** Drops the parts that match as a whole, the oldest first. With `maxBytes`, until no more bytes than these are in use. */
async function dropParts(database: PostgresDatabase, options: PruneOptions): Promise<number> {
  const { run, keepRuns = [], query, user, maxBytes, olderThanMs } = options;
  if (query !== undefined || user !== undefined) return 0;
  const parts = await database.query(
    `SELECT parts.number FROM parts JOIN runs ON runs.number = parts.run
    WHERE ($1::text IS NULL OR runs.run = $1) AND (runs.run IS NULL OR runs.run <> ALL($2::text[]))
    AND ($3::float8 IS NULL OR day < $3) ORDER BY day, parts.number`,
    [run ?? null, keepRuns, olderThanMs === undefined ? null : dayOf(Date.now() - olderThanMs)],
  );
  let rewards = 0;
  for (const { number } of parts) {
    if (maxBytes !== undefined && (await usedBytes(database.query)) <= maxBytes) break;
    rewards += await deleting(database, (transaction, facts) => dropPart(transaction, Number(number), facts));
  }
  return rewards;
}

/** Deletes what matches in the parts that are left. */
async function deleteRows(database: PostgresDatabase, options: PruneOptions): Promise<number> {
  const { run, keepRuns = [], query, user, olderThanMs } = options;
  const erases = query !== undefined || user !== undefined;
  if (olderThanMs === undefined && !erases) return 0;
  let rewards = 0;
  for (let after: number | null = 0; after !== null; ) {
    const window: Record<string, unknown>[] = await database.query(
      `SELECT rewards.record, coalesce(rewards.meta, groups.meta, '{}') AS meta FROM rewards
      JOIN runs ON runs.number = rewards.run
      LEFT JOIN groups ON groups.first = rewards.first AND groups.part = rewards.part
      WHERE record > $1 AND ($2::float8 IS NULL OR at < $2)
      AND ($3::text IS NULL OR runs.run = $3) AND (runs.run IS NULL OR runs.run <> ALL($4::text[]))
      AND ($5::text IS NULL OR rewards.assignment IN (
        SELECT assignments.number FROM assignments JOIN queries ON queries.number = assignments.query WHERE key = $5))
      ORDER BY record LIMIT ${WINDOW}`,
      [
        after,
        olderThanMs === undefined ? null : Date.now() - olderThanMs,
        run ?? null,
        keepRuns,
        query ?? null,
      ],
    );
    const doomed = window.filter(({ meta }) => user === undefined || namesPerson(String(meta), user));
    const records = doomed.map(({ record }) => Number(record));
    if (records.length > 0)
      rewards += await deleting(database, (transaction, facts) =>
        deleteRecords(transaction, records, erases, facts),
      );
    after = window.length < WINDOW ? null : Number(window.at(-1)?.record);
  }
  if (erases) await deleting(database, (transaction) => deleteSaid(transaction, query, user));
  return rewards;
}

async function deleteRecords(
  query: Query,
  records: number[],
  erases: boolean,
  facts: FactState,
): Promise<number> {
  const groups = await groupsOf(query, records);
  const deleted = await query('DELETE FROM rewards WHERE record = ANY($1::bigint[]) RETURNING run, first', [
    records,
  ]);
  await query(
    `DELETE FROM groups WHERE first = ANY($1::bigint[])
    AND NOT EXISTS (SELECT 1 FROM rewards WHERE rewards.part = groups.part AND rewards.first = groups.first)`,
    [[...new Set(deleted.map(({ first }) => Number(first)))]],
  );
  await uncountRecords(query, records, groups, facts);
  for (const [run, rows] of Map.groupBy(deleted, (row) => Number(row.run)))
    await uncount(query, run, rows.length);
  if (erases) await query('DELETE FROM feedback WHERE record = ANY($1::text[])', [records.map(encodeRecord)]);
  return deleted.length;
}

async function deleteSaid(query: Query, key: string | undefined, user: string | undefined): Promise<void> {
  await query('DELETE FROM feedback WHERE query = $1 OR "by" = $2', [key ?? null, user ?? null]);
  await query('DELETE FROM judged_groups WHERE query = $1', [key ?? null]);
  await query('DELETE FROM sticky WHERE query = $1', [key ?? null]);
}

function deleteOrphans(database: PostgresDatabase): Promise<{ assignments: number; queries: number }> {
  return deleting(database, async (query) => {
    // From here on no append knows a number of before, and none is under way.
    await query('UPDATE counters SET prunes = prunes + 1');
    const deleted = await query(
      `DELETE FROM assignments WHERE NOT EXISTS (SELECT 1 FROM groups WHERE groups.assignment = assignments.number)
      RETURNING query, run`,
    );
    const columns = [
      deleted.map(({ query: number }) => Number(number)),
      deleted.map(({ run }) => Number(run)),
    ];
    await query(
      `DELETE FROM sticky USING unnest($1::bigint[], $2::bigint[]) AS gone(query, run), queries, runs
      WHERE queries.number = gone.query AND runs.number = gone.run
      AND sticky.query = queries.key AND sticky.run = runs.run
      AND NOT EXISTS (
        SELECT 1 FROM assignments WHERE assignments.query = gone.query AND assignments.run = gone.run)`,
      columns,
    );
    const queries = await query(
      `DELETE FROM queries WHERE NOT EXISTS (SELECT 1 FROM assignments WHERE assignments.query = queries.number)
      RETURNING number`,
    );
    await query('DELETE FROM prompt_words WHERE number = ANY($1::bigint[])', [
      queries.map(({ number }) => Number(number)),
    ]);
    return { assignments: deleted.length, queries: queries.length };
  });
}

/** A run of which nothing is left goes as a whole. */
async function deleteRun(database: PostgresDatabase, { run, keepRuns }: PruneOptions) {
  const nothing = { assignments: 0, queries: 0 };
  if (run === undefined || keepRuns?.includes(run)) return nothing;
  return deleting(database, async (query) => {
    // The counters first, as an append does.
    await query('UPDATE counters SET prunes = prunes + 1');
    const [found] = await query('SELECT number FROM runs WHERE run = $1 AND rows = 0 FOR UPDATE', [run]);
    if (!found) return nothing;
    const number = Number(found.number);
    const deleted = await query('DELETE FROM sticky WHERE run = $1 RETURNING query', [run]);
    await query('DELETE FROM assignments WHERE run = $1', [number]);
    await query('DELETE FROM phases WHERE run = $1', [number]);
    await query('DELETE FROM judged_groups WHERE run = $1', [number]);
    await query('DELETE FROM runs WHERE number = $1', [number]);
    return { assignments: deleted.length, queries: 0 };
  });
}

function deleting<Answer>(
  database: PostgresDatabase,
  work: (query: Query, facts: FactState) => Promise<Answer>,
): Promise<Answer> {
  return database.transact(async (query) => {
    await query(PRUNES);
    return work(query, await lockFacts(query));
  });
}
