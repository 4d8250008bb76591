/**
 * Counts of rewards, made behind the ledger: by block of records (cells and bins), and by group, which is all rollouts of a query
 * within a step of a run. Whoever counts or deletes holds the row of `fact_state` meanwhile, so that each reward is counted once.
 */
import { SLOTS } from '../../spec/slots.ts';
import { BINS, FARTHEST_BIN } from '../fact-schema.ts';
import { ITEM_BLOCK } from '../schema.ts';
import type { Query } from './query.ts';

/** Blocks that one transaction counts at most. */
const BLOCKS = 4;

const SLOT_SUMS = SLOTS.map((slot) => `coalesce(sum(${slot}), 0), count(${slot})`).join(', ');

const CELLS = `
  INSERT INTO fact_cells
  SELECT part, record / ${ITEM_BLOCK} AS block, run, step, kind, status, cause, tools, flags, snapshot, rescored, count(*),
    coalesce(sum(reward), 0), min(reward), max(reward), coalesce(sum(length), 0), count(length), max(length), max(at),
    ${SLOT_SUMS}
  FROM facts WHERE record BETWEEN $1 AND $2
  GROUP BY part, block, run, step, kind, status, cause, tools, flags, snapshot, rescored`;

const BINNED = `
  INSERT INTO fact_bins
  SELECT part, record / ${ITEM_BLOCK} AS block, run, step, kind, tools, rescored,
    CASE WHEN reward IS NOT NULL THEN
      floor(greatest(-${FARTHEST_BIN}, least(${FARTHEST_BIN}, reward * ${BINS} + 1e-9)))::bigint END AS bin, count(*)
  FROM facts WHERE record BETWEEN $1 AND $2 GROUP BY part, block, run, step, kind, tools, rescored, bin`;

const GROUPS = `
  INSERT INTO fact_groups(
    run, step, query, kind, tools, rows, scored, low, high, longest, apart, apart_rows, latest)
  SELECT run, step, query, max(kind), max(tools), count(*), count(*) FILTER (WHERE status = 0), min(reward), max(reward),
    max(length), coalesce(sum(disagreement), 0), count(disagreement), max(at)`;

/** Counts of a window of records are added to those of before. */
const MERGED = `
  GROUP BY run, step, query ON CONFLICT (run, step, query) DO UPDATE SET
    kind = greatest(fact_groups.kind, excluded.kind), tools = greatest(fact_groups.tools, excluded.tools),
    rows = fact_groups.rows + excluded.rows, scored = fact_groups.scored + excluded.scored,
    low = least(fact_groups.low, excluded.low), high = greatest(fact_groups.high, excluded.high),
    longest = greatest(fact_groups.longest, excluded.longest), apart = fact_groups.apart + excluded.apart,
    apart_rows = fact_groups.apart_rows + excluded.apart_rows, latest = greatest(fact_groups.latest, excluded.latest)`;

/** How far the ledger is counted, and how far its texts are indexed. */
export interface FactState {
  readonly through: number;
  readonly searched: number;
}

/** @returns the state, locked until the transaction ends; with `unlessLocked`, null where somebody else is at work */
export async function lockFacts(query: Query, unlessLocked: true): Promise<FactState | null>;
export async function lockFacts(query: Query): Promise<FactState>;
export async function lockFacts(query: Query, unlessLocked = false): Promise<FactState | null> {
  const [found] = await query(
    `SELECT through, searched FROM fact_state FOR UPDATE ${unlessLocked ? 'SKIP LOCKED' : ''}`,
  );
  return found ? { through: Number(found.through), searched: Number(found.searched) } : null;
}

/** Counts the next records within a transaction that has locked the facts. @returns whether there are more */
export async function countNext(query: Query, { through }: FactState): Promise<boolean> {
  // All records up to this one are committed: their numbers grow in the order of commits.
  const [counters] = await query('SELECT records FROM counters');
  const last = Number(counters?.records);
  if (last <= through) return false;
  const block = blockOf(through + 1);
  const to = Math.min(last, (block + BLOCKS) * ITEM_BLOCK - 1);
  await countAgain(query, block, to);
  await query(`${GROUPS} FROM facts WHERE record > $1 AND record <= $2 AND rescored = 0 ${MERGED}`, [
    through,
    to,
  ]);
  await query('UPDATE fact_state SET through = $1', [to]);
  return to < last;
}

/** Counts records from the beginning of a block, which may be counted in part, up to one of them. */
async function countAgain(query: Query, block: number, to: number): Promise<void> {
  await query('DELETE FROM fact_cells WHERE block = $1', [block]);
  await query('DELETE FROM fact_bins WHERE block = $1', [block]);
  await query(CELLS, [block * ITEM_BLOCK, to]);
  await query(BINNED, [block * ITEM_BLOCK, to]);
}

/** Takes a part out of the counts, before its tables are dropped. */
export async function uncountPart(query: Query, part: number, { through }: FactState): Promise<void> {
  await query('DELETE FROM fact_cells WHERE part = $1', [part]);
  await query('DELETE FROM fact_bins WHERE part = $1', [part]);
  await query(`DELETE FROM response_words USING rewards_${part} AS gone WHERE number = gone.record`);
  await query(
    `DELETE FROM fact_groups USING (SELECT DISTINCT run, step, query FROM facts WHERE part = $1) AS touched
    WHERE fact_groups.run = touched.run AND fact_groups.step = touched.step AND fact_groups.query = touched.query`,
    [part],
  );
  // Groups that go on in another part are counted again from there.
  await query(
    `${GROUPS} FROM facts_by_query AS left_over WHERE record <= $2 AND rescored = 0 AND part <> $1
    AND run = (SELECT run FROM parts WHERE number = $1)
    AND (step, query) IN (SELECT step, query FROM facts WHERE part = $1) GROUP BY run, step, query`,
    [part, through],
  );
}

/** The keys of groups, as columns: runs, steps, queries. */
export type GroupKeys = readonly [number[], number[], number[]];

/** @returns the groups of some records */
export async function groupsOf(query: Query, records: readonly number[]): Promise<GroupKeys> {
  const found = await query('SELECT DISTINCT run, step, query FROM facts WHERE record = ANY($1::bigint[])', [
    records,
  ]);
  return [
    found.map(({ run }) => Number(run)),
    found.map(({ step }) => Number(step)),
    found.map(({ query: number }) => Number(number)),
  ];
}

/** Counts again what some deleted records were counted in. */
export async function uncountRecords(
  query: Query,
  records: readonly number[],
  groups: GroupKeys,
  { through }: FactState,
): Promise<void> {
  await query('DELETE FROM response_words WHERE number = ANY($1::bigint[])', [records]);
  const blocks = new Set(records.filter((record) => record <= through).map(blockOf));
  for (const block of blocks) await countAgain(query, block, Math.min(through, (block + 1) * ITEM_BLOCK - 1));
  await query(
    `DELETE FROM fact_groups USING unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS gone(run, step, query)
    WHERE fact_groups.run = gone.run AND fact_groups.step = gone.step AND fact_groups.query = gone.query`,
    groups,
  );
  await query(
    `${GROUPS} FROM facts_by_query JOIN unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS touched(run, step, query)
    USING (run, step, query) WHERE record <= $4 AND rescored = 0 GROUP BY run, step, query`,
    [...groups, through],
  );
}

function blockOf(record: number): number {
  return Math.floor(record / ITEM_BLOCK);
}
