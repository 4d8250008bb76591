import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { factConditions } from './fact-conditions.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { encodeRecord } from './record-id.ts';
import type { ComparedRewards, RewardFilter } from './views.ts';

/** Queries whose rewards are compared at once. */
const QUERIES = 200;

const sideRow = z.object({ query: z.number(), response: z.number(), record: z.number() });

interface Places {
  readonly database: DatabaseSync;
  readonly record: (record: string) => LedgerRecord | null;
}

/** The newest record of each response to some queries, among those that match. */
export function side(database: DatabaseSync, filter: RewardFilter): StatementSync | null {
  const condition = factConditions(database)(filter);
  if (condition === null) return null;
  return database.prepare(`
    SELECT query, response, max(record) AS record FROM facts
    WHERE query BETWEEN ? AND ? AND ${condition} GROUP BY query, response ORDER BY query, response`);
}

/** The rollouts that both sides rewarded, in the order of queries. */
export async function* pairs(
  { database, record }: Places,
  one: StatementSync,
  other: StatementSync,
): AsyncGenerator<ComparedRewards, undefined> {
  const queries = database.prepare(
    'SELECT min(number) AS "from", max(number) AS "to" FROM (SELECT number FROM queries WHERE number > ? ORDER BY number LIMIT ?)',
  );
  const key = ({ query, response }: z.infer<typeof sideRow>) => `${query}/${response}`;
  for (let past = 0; ; ) {
    const range = queries.get(past, QUERIES);
    if (typeof range?.to !== 'number' || typeof range.from !== 'number') return;
    past = range.to;
    const rows = other.all(range.from, range.to).map((row) => sideRow.parse(row));
    const others = new Map(rows.map((row) => [key(row), encodeRecord(row.record)]));
    for (const row of one.all(range.from, range.to)) {
      const first = sideRow.parse(row);
      const second = others.get(key(first));
      const found = second === undefined ? null : record(second);
      const from = found && record(encodeRecord(first.record));
      if (found && from) yield { before: from, after: found };
    }
    await setImmediate();
  }
}
