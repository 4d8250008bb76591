/**
 * A page of a list. The counts say which blocks of records can hold a row of the page; these are read from the best to the
 * worst, each in some milliseconds, and the event loop runs between them.
 */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import type { FactCondition, FactSource } from './fact-source.ts';
import { ITEM_BLOCK } from './schema.ts';
import type { RewardSort } from './views.ts';

/** Beyond every reward: where a row without a number stands. */
const NOWHERE = 1e308;

interface Order {
  /** The value of a fact that the list is sorted by, the largest first. */
  readonly fact: string;
  /** The largest value of a cell. */
  readonly cell: string;
  /** Whether of equal values the oldest stands first. */
  readonly oldest?: boolean;
}

const ORDERS: Readonly<Record<RewardSort, Order>> = {
  newest: { fact: '0', cell: '0' },
  oldest: { fact: '0', cell: '0', oldest: true },
  lowest: { fact: `coalesce(-reward, -${NOWHERE})`, cell: `coalesce(-low, -${NOWHERE})` },
  highest: { fact: `coalesce(reward, -${NOWHERE})`, cell: `coalesce(high, -${NOWHERE})` },
  longest: { fact: 'coalesce(length, -1)', cell: 'coalesce(longest, -1)' },
};

const place = z.object({ value: z.number(), record: z.number() });
type Place = z.infer<typeof place>;
const blockRow = z.object({ block: z.number(), rows: z.number(), best: z.number() });
const cursorShape = z.tuple([z.enum(Object.keys(ORDERS) as [RewardSort]), z.number(), z.int().positive()]);

interface Asked {
  readonly condition: FactCondition;
  readonly sort: RewardSort;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** @returns the number of all matches, the records of the page, and the cursor of the next */
export async function listFacts(
  source: FactSource,
  { condition, sort, limit, cursor }: Asked,
): Promise<{ found: number; records: number[]; next: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  if (condition === null) return { found: 0, records: [], next: null };
  const order = ORDERS[sort];
  const age = order.oldest ? 1 : -1;
  const counted = await source.all(
    `SELECT block, sum(rows) AS rows, max(${order.cell}) AS best FROM fact_cells WHERE ${condition} GROUP BY block`,
  );
  const blocks = counted
    .map((row) => blockRow.parse(row))
    .sort((one, other) => other.best - one.best || age * (one.block - other.block));
  const found = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const read = `
    SELECT record, ${order.fact} AS value FROM facts WHERE record BETWEEN $1 AND $2 AND ${condition}
    ${after ? `AND (${order.fact}, ${-age} * record) < ($4, $5)` : ''}
    ORDER BY value DESC, record ${order.oldest ? 'ASC' : 'DESC'} LIMIT $3`;
  const past = after ? [after.value, -age * after.record] : [];
  const before = (one: Place, other: Place) => other.value - one.value || age * (one.record - other.record);
  let page: Place[] = [];
  for (const { block, best } of blocks) {
    const [from, to] = [block * ITEM_BLOCK, (block + 1) * ITEM_BLOCK - 1];
    const last = page[limit];
    if (last && before(last, { value: best, record: order.oldest ? from : to }) <= 0) break;
    const rows = await source.all(read, [from, to, limit + 1, ...past]);
    page = [...page, ...rows.map((row) => place.parse(row))].sort(before).slice(0, limit + 1);
    await setImmediate();
  }
  const shown = page.slice(0, limit);
  const end = shown.at(-1);
  return {
    found,
    records: shown.map(({ record }) => record),
    next: page.length > limit && end ? writeCursor(sort, end) : null,
  };
}

function writeCursor(sort: RewardSort, { value, record }: Place): string {
  return Buffer.from(JSON.stringify([sort, value, record])).toString('base64url');
}

function readCursor(cursor: string, sort: RewardSort): Place {
  try {
    const [made, value, record] = cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (made === sort) return { value, record };
  } catch {
    // Said below, in the same words for every sort of damage.
  }
  throw new RlarError('RLAR_INVALID_REQUEST', `the cursor is none of this list, sorted by ${sort}`, {
    remedy: 'Begin without a cursor, and give each page the `next` of the page before it.',
  });
}
