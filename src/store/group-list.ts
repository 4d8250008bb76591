/** Lists of groups, from one narrow row each, and the rewards of one group. */
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { promptText, query } from '../spec/query.ts';
import { GROUP_SORTS, type GroupLine, type GroupPage, type GroupSort } from '../spec/views/group-line.ts';
import type { FactCondition, FactSource } from './fact-source.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { decodeRecord, encodeRecord } from './record-id.ts';

/** Characters of the prompt in a line. */
const EXCERPT = 200;

/** What a list is sorted by, the largest first. */
const VALUES: Readonly<Record<GroupSort, string>> = {
  newest: 'latest',
  spread: 'coalesce(high - low, -1)',
  length: 'coalesce(longest, -1)',
  disagreement: 'coalesce(disagreement, -1)',
};

const groupRow = z.object({
  value: z.number(),
  run: z.number(),
  step: z.number(),
  query: z.number(),
  kind: z.unknown(),
  tools: z.unknown(),
  rows: z.number(),
  scored: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  longest: z.number().nullable(),
  disagreement: z.number().nullable(),
  latest: z.number(),
  key: z.string(),
  body: z.string().nullable(),
});
type GroupRow = z.infer<typeof groupRow>;
const place = z.tuple([z.enum(GROUP_SORTS), z.number(), z.int(), z.int(), z.int()]);

interface Asked {
  readonly condition: FactCondition;
  readonly sort: GroupSort;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** @throws RLAR_INVALID_REQUEST for a cursor that is none of this list */
export async function listGroups(
  source: FactSource,
  { condition, sort, limit, cursor }: Asked,
): Promise<GroupPage> {
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  if (condition === null) return { found: 0, items: [], next: null };
  const value = VALUES[sort];
  const [found] = await source.all(`SELECT count(*) AS found FROM fact_groups WHERE ${condition}`);
  const past = after ? `AND (${value}, run, step, query) < ($2, $3, $4, $5)` : '';
  const read = await source.all(
    `SELECT page.*, key, body FROM (
      SELECT ${value} AS value, run, step, query, kind, tools, rows, scored, low, high, longest, disagreement, latest
      FROM fact_groups WHERE ${condition} ${past}
      ORDER BY value DESC, run DESC, step DESC, query DESC LIMIT $1) AS page
    JOIN queries ON queries.number = query ORDER BY value DESC, run DESC, step DESC, query DESC`,
    [limit + 1, ...(after ?? [])],
  );
  const rows = read.map((row) => groupRow.parse(row));
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  const lineOf = await lines(source);
  return {
    found: Number(found?.found ?? 0),
    items: shown.map(lineOf),
    next: rows.length > limit && end ? writeCursor(sort, end) : null,
  };
}

async function lines(source: FactSource): Promise<(row: GroupRow) => GroupLine> {
  const [runs, kinds, tools] = [
    await source.naming('run'),
    await source.naming('kind'),
    await source.naming('tool'),
  ];
  const texts = (names: readonly (string | number | null)[]) =>
    names.filter((name) => typeof name === 'string');
  return ({ run, step, kind, key, rows, scored, low, high, longest, disagreement, latest, ...row }) => ({
    query: key,
    run: texts(runs(run))[0] ?? null,
    step: step < 0 ? null : step,
    kind: texts(kinds(kind))[0] ?? null,
    tools: texts(tools(row.tools)),
    rollouts: rows,
    scored,
    lowest: low,
    highest: high,
    spread: low === null || high === null ? null : high - low,
    longest,
    disagreement,
    latest,
    excerpt:
      row.body === null
        ? null
        : promptText(query.parse(JSON.parse(row.body)))
            .slice(0, EXCERPT)
            .toWellFormed(),
  });
}

function writeCursor(sort: GroupSort, { value, run, step, query: number }: GroupRow): string {
  return Buffer.from(JSON.stringify([sort, value, run, step, number])).toString('base64url');
}

function readCursor(cursor: string, sort: GroupSort): [number, number, number, number] {
  try {
    const [made, ...after] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (made === sort) return after;
  } catch {
    // Said below, in the same words for every sort of damage.
  }
  throw new RlarError('RLAR_INVALID_REQUEST', `the cursor is none of this list, sorted by ${sort}`, {
    remedy: 'Begin without a cursor, and give each page the `next` of the page before it.',
  });
}

/** @returns the records of one query, in order; `next` is the last of them where there are more */
export async function groupRecords(
  source: FactSource,
  key: string,
  { condition, limit, after }: { condition: FactCondition; limit: number; after: string | undefined },
): Promise<{ found: number; records: LedgerRecord[]; next: string | null }> {
  const [known] =
    condition === null ? [] : await source.all('SELECT number FROM queries WHERE key = $1', [key]);
  if (!known) return { found: 0, records: [], next: null };
  const number = Number(known.number);
  const matches = `FROM ${source.factsByQuery} AS facts WHERE query = $1 AND ${condition}`;
  const [found] = await source.all(`SELECT count(*) AS found ${matches}`, [number]);
  const rows = await source.all(`SELECT record ${matches} AND record > $2 ORDER BY record LIMIT $3`, [
    number,
    after === undefined ? 0 : (decodeRecord(after) ?? 0),
    limit + 1,
  ]);
  const shown = await source.records(rows.slice(0, limit).map(({ record }) => Number(record)));
  return {
    found: Number(found?.found ?? 0),
    records: shown,
    next: rows.length > limit ? encodeRecord(Number(rows[limit - 1]?.record)) : null,
  };
}
