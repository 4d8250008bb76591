/** Lists of groups, from one narrow row each, and the rewards of one group. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { promptText, query } from '../spec/query.ts';
import { GROUP_SORTS, type GroupLine, type GroupPage, type GroupSort } from '../spec/views/group-line.ts';
import type { FactCondition } from './fact-conditions.ts';
import type { LedgerReader } from './reader.ts';
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
  kind: z.number(),
  rows: z.number(),
  scored: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  longest: z.number().nullable(),
  disagreement: z.number().nullable(),
  latest: z.number(),
  tools: z.string(),
  key: z.string(),
  body: z.string().nullable(),
});
type GroupRow = z.infer<typeof groupRow>;
const toolNames = z.array(z.string());
const place = z.tuple([z.enum(GROUP_SORTS), z.number(), z.int(), z.int(), z.int()]);

interface Asked {
  readonly condition: FactCondition;
  readonly sort: GroupSort;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** @throws RLAR_INVALID_REQUEST for a cursor that is none of this list */
export function listGroups(
  database: DatabaseSync,
  reader: LedgerReader,
  { condition, sort, limit, cursor }: Asked,
): GroupPage {
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  if (condition === null) return { found: 0, items: [], next: null };
  const value = VALUES[sort];
  const found = database.prepare(`SELECT count(*) AS found FROM fact_groups WHERE ${condition}`).get();
  const rows = database
    .prepare(`
      SELECT page.*, name AS tools, key, body FROM (
        SELECT ${value} AS value, run, step, query, kind, tools AS named, rows, scored, low, high, longest, disagreement, latest
        FROM fact_groups WHERE ${condition}
        ${after ? `AND (${value}, run, step, query) < (?, ?, ?, ?)` : ''}
        ORDER BY value DESC, run DESC, step DESC, query DESC LIMIT ?) AS page
      JOIN fact_names ON fact_names.number = named JOIN queries ON queries.number = query
      ORDER BY value DESC, run DESC, step DESC, query DESC`)
    .all(...(after ?? []), limit + 1)
    .map((row) => groupRow.parse(row));
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    found: Number(found?.found ?? 0),
    items: shown.map((row) => lineOf(row, reader)),
    next: rows.length > limit && end ? writeCursor(sort, end) : null,
  };
}

function lineOf(row: GroupRow, reader: LedgerReader): GroupLine {
  const { run, step, kind, key, rows, scored, low, high, longest, disagreement, latest, tools, body } = row;
  return {
    query: key,
    run: reader.run(run),
    step: step < 0 ? null : step,
    kind: kind === 0 ? null : reader.word(kind),
    tools: toolNames.parse(JSON.parse(tools)),
    rollouts: rows,
    scored,
    lowest: low,
    highest: high,
    spread: low === null || high === null ? null : high - low,
    longest,
    disagreement,
    latest,
    excerpt:
      body === null
        ? null
        : promptText(query.parse(JSON.parse(body)))
            .slice(0, EXCERPT)
            .toWellFormed(),
  };
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
export function groupRecords(
  database: DatabaseSync,
  key: string,
  { condition, limit, after }: { condition: FactCondition; limit: number; after: string | undefined },
): { found: number; records: string[]; next: string | null } {
  if (condition === null) return { found: 0, records: [], next: null };
  const number = database.prepare('SELECT number FROM queries WHERE key = ?').get(key)?.number ?? 0;
  const found = database
    .prepare(`SELECT count(*) AS found FROM facts WHERE query = ? AND ${condition}`)
    .get(number);
  const records = database
    .prepare(
      `SELECT record FROM facts WHERE query = ? AND ${condition} AND record > ? ORDER BY record LIMIT ?`,
    )
    .all(number, after === undefined ? 0 : (decodeRecord(after) ?? 0), limit + 1)
    .map(({ record }) => encodeRecord(Number(record)));
  const shown = records.slice(0, limit);
  return {
    found: Number(found?.found ?? 0),
    records: shown,
    next: records.length > limit ? shown.at(-1)! : null,
  };
}
