/**
 * Fills the facts behind the ledger, in windows of whole groups: a narrow row for each reward, counts by block (cells), and one
 * row for each group, which is all rollouts of a query within a step of a run, however many requests they came in. No request
 * waits for it: the writer fills when it is idle, and who reads facts fills the rest first.
 */
import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { SLOTS } from '../spec/slots.ts';
import { CAUSES } from '../spec/verdict.ts';
import { addToRuns, addToSignals, BINS, FARTHEST_BIN } from './fact-schema.ts';
import { disagreementOf, toolsOf } from './reward-facts.ts';
import { ITEM_BLOCK } from './schema.ts';

/**
 * Records of one window, up to the end of the last group that begins in it. A request that comes meanwhile waits for the end of
 * the window, some 5 ms.
 */
const WINDOW = 256;
/** Most names, and snapshots of assignments, in memory. */
const REMEMBERED = 10_000;
/** Bytes of the hash that stands for a response: a safe integer. */
const HASH_BYTES = 6;
/** Fills up a stored hash that is shorter. */
const NOTHING = Buffer.alloc(HASH_BYTES);

const newRow = z.object({
  record: z.number(),
  assignment: z.number(),
  outcome: z.string().nullable(),
  results: z.string(),
  text: z.union([z.string(), z.instanceof(Uint8Array)]),
});
const outcome = z.object({ cause: z.enum(CAUSES).optional() });
const results = z.array(
  z.object({ tool: z.string(), version: z.string(), value: z.number().nullable().optional() }),
);
const snapshotOf = z.object({ snapshot: z.string() });

export class FactFiller {
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #names = new LRUCache<string, number>({ max: REMEMBERED });
  readonly #snapshots = new LRUCache<number, string>({ max: REMEMBERED });

  constructor(database: DatabaseSync) {
    this.#statements = prepareStatements(database);
  }

  /** Fills one window; call it within a transaction. @returns whether records without facts are left */
  fill(): boolean {
    const through = Number(this.#statements.through.get()?.through);
    const found = this.#statements.window.get({ through, window: WINDOW });
    const to = Number(found?.to ?? 0);
    if (to <= through) return false;
    const from = through + 1;
    // A rollback gives numbers back, so nothing is remembered from one transaction to the next.
    this.#names.clear();
    this.#snapshots.clear();
    for (const row of this.#statements.rows.iterate(from, to)) this.#fillRow(newRow.parse(row));
    const last = Number(this.#statements.lastCell.get()?.last ?? 0);
    this.#statements.cells.run({ from, to });
    this.#statements.addRuns.run(last);
    this.#statements.bins.run({ from, to });
    // A block that is full now is counted once as a whole, in place of its windows.
    const full = Math.floor((to + 1) / ITEM_BLOCK) * ITEM_BLOCK - 1;
    if (full >= from) this.#count(from, full);
    this.#statements.takeSignals.run({ from, to });
    this.#statements.groups.run({ from, to });
    this.#statements.addSignals.run({ from, to });
    this.#statements.setThrough.run(to);
    return true;
  }

  /** Removes the facts of records that were deleted from the ledger, and counts the rest again. */
  removeDeleted(from: number, to: number): void {
    const removed = this.#statements.removeDeleted.all(from, to);
    if (removed.length === 0) return;
    this.#count(from, to);
    for (const run of new Set(removed.map(({ run = null }) => run))) {
      this.#statements.removeRun.run(run);
      this.#statements.addRun.run(run);
    }
    const keys = new Map(
      removed.map(({ query = null, run = null, step = null }) => [
        `${query}/${run}/${step}`,
        { query, run, step },
      ]),
    );
    for (const key of keys.values()) {
      this.#statements.takeSignal.run(key);
      this.#statements.removeGroup.run(key);
      this.#statements.group.run(key);
      this.#statements.addSignal.run(key);
    }
  }

  #fillRow({ record, assignment, outcome: said, results: judged, text }: z.infer<typeof newRow>): void {
    const { cause } = said === null ? {} : outcome.parse(JSON.parse(said));
    const verdicts = results.parse(JSON.parse(judged));
    const whole = typeof text === 'string' ? hash('sha256', text, 'buffer') : Buffer.from(text);
    this.#statements.addFact.run({
      record,
      cause: cause === undefined ? -1 : CAUSES.indexOf(cause),
      tools: this.#name(toolsOf(verdicts)),
      snapshot: this.#name(this.#snapshot(assignment)),
      response: Buffer.concat([whole, NOTHING]).readUIntBE(0, HASH_BYTES),
      disagreement: disagreementOf(verdicts.map(({ value }) => value ?? null)),
    });
  }

  #name(name: string): number {
    let number = this.#names.get(name);
    if (number === undefined) {
      const { findName, addName } = this.#statements;
      number = Number(findName.get(name)?.number ?? addName.run(name).lastInsertRowid);
      this.#names.set(name, number);
    }
    return number;
  }

  #snapshot(assignment: number): string {
    let snapshot = this.#snapshots.get(assignment);
    if (snapshot === undefined) {
      const body = this.#statements.assignment.get(assignment)?.body;
      snapshot = snapshotOf.parse(JSON.parse(String(body))).snapshot;
      this.#snapshots.set(assignment, snapshot);
    }
    return snapshot;
  }

  /** Counts the blocks that hold the records from `from` to `to`. */
  #count(from: number, to: number): void {
    const blocks = { first: Math.floor(from / ITEM_BLOCK), last: Math.floor(to / ITEM_BLOCK) };
    const records = { from: blocks.first * ITEM_BLOCK, to: (blocks.last + 1) * ITEM_BLOCK - 1 };
    this.#statements.removeCells.run(blocks);
    this.#statements.cells.run(records);
    this.#statements.removeBins.run(blocks);
    this.#statements.bins.run(records);
  }
}

const GROUP = `
  INSERT OR REPLACE INTO fact_groups
  SELECT facts.run, facts.step, facts.query, max(kind), max(tools), count(*), sum(status = 0), min(reward), max(reward),
    max(length), avg(disagreement), max(at)`;

/** The groups that records from `:from` to `:to` belong to, and one group. */
const TOUCHED =
  'SELECT DISTINCT query, run, step FROM facts WHERE record BETWEEN :from AND :to AND NOT rescored';
const ONE = 'SELECT :query AS query, :run AS run, :step AS step';

const SLOT_SUMS = SLOTS.map((slot) => `coalesce(sum(${slot}), 0), count(${slot})`).join(', ');

function prepareStatements(database: DatabaseSync) {
  return {
    through: database.prepare('SELECT through FROM fact_state'),
    setThrough: database.prepare('UPDATE fact_state SET through = ?'),
    window: database.prepare(`
      SELECT coalesce(
        (SELECT first + rows - 1 FROM groups WHERE first > :through AND first <= :through + :window ORDER BY first DESC LIMIT 1),
        (SELECT first + rows - 1 FROM groups WHERE first > :through ORDER BY first LIMIT 1)) AS "to"`),
    rows: database.prepare(
      'SELECT record, assignment, outcome, results, text FROM rewards WHERE record BETWEEN ? AND ?',
    ),
    addFact: database.prepare(`
      INSERT INTO facts
      SELECT record, at, rewards.run, coalesce(step, -1), assignments.query, coalesce(kind, 0), status, :cause, :tools,
        coalesce(flags, 0), :snapshot, rescored_from IS NOT NULL, reward,
        CASE typeof(text) WHEN 'text' THEN length(text) END, :response, ${SLOTS.join(', ')}, :disagreement
      FROM rewards JOIN assignments ON assignments.number = rewards.assignment WHERE record = :record`),
    assignment: database.prepare('SELECT body FROM assignments WHERE number = ?'),
    findName: database.prepare('SELECT number FROM fact_names WHERE name = ?'),
    addName: database.prepare('INSERT INTO fact_names(name) VALUES (?)'),
    removeCells: database.prepare('DELETE FROM fact_cells WHERE block BETWEEN :first AND :last'),
    cells: database.prepare(`
      INSERT INTO fact_cells
      SELECT record / ${ITEM_BLOCK} AS block, run, step, kind, status, cause, tools, flags, snapshot, rescored, count(*),
        coalesce(sum(reward), 0), min(reward), max(reward), coalesce(sum(length), 0), count(length), max(length), max(at),
        ${SLOT_SUMS}
      FROM facts WHERE record BETWEEN :from AND :to
      GROUP BY block, run, step, kind, status, cause, tools, flags, snapshot, rescored`),
    removeBins: database.prepare('DELETE FROM fact_bins WHERE block BETWEEN :first AND :last'),
    bins: database.prepare(`
      INSERT INTO fact_bins
      SELECT record / ${ITEM_BLOCK} AS block, run, step, kind, tools, rescored,
        CAST(floor(max(-${FARTHEST_BIN}, min(${FARTHEST_BIN}, reward * ${BINS} + 1e-9))) AS INTEGER) AS bin, count(*)
      FROM facts WHERE record BETWEEN :from AND :to GROUP BY block, run, step, kind, tools, rescored, bin`),
    groups: database.prepare(`
      ${GROUP} FROM (${TOUCHED}) AS touched
      CROSS JOIN facts USING (query, run, step) WHERE NOT rescored GROUP BY facts.query, facts.run, facts.step`),
    removeDeleted: database.prepare(`
      DELETE FROM facts WHERE record BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM rewards WHERE rewards.record = facts.record) RETURNING query, run, step`),
    removeGroup: database.prepare(
      'DELETE FROM fact_groups WHERE query = :query AND run = :run AND step = :step',
    ),
    group: database.prepare(`
      ${GROUP} FROM facts WHERE query = :query AND run = :run AND step = :step AND NOT rescored GROUP BY query, run, step`),
    lastCell: database.prepare('SELECT max(rowid) AS last FROM fact_cells'),
    addRuns: database.prepare(addToRuns('rowid > ?')),
    removeRun: database.prepare('DELETE FROM fact_runs WHERE run = ?'),
    addRun: database.prepare(addToRuns('run = ?')),
    addSignals: database.prepare(addToSignals(TOUCHED, '+')),
    takeSignals: database.prepare(addToSignals(TOUCHED, '-')),
    addSignal: database.prepare(addToSignals(ONE, '+')),
    takeSignal: database.prepare(addToSignals(ONE, '-')),
  };
}
