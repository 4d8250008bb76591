/** Reads of the ledger: each reads a window of records, so that a reader of millions holds a few hundred. */
import { LRUCache } from 'lru-cache';
import { Stretches } from '../../spec/give-way.ts';
import { STATUSES } from '../encoded-batch.ts';
import type { LedgerFilter, RecordedGroup } from '../ledger.ts';
import type { LedgerRecord } from '../ledger-record.ts';
import { decodeRecord } from '../record-id.ts';
import { afterOf, groupOf } from '../recorded-group.ts';
import { decodeNamedRow, headOf, type RowHead } from '../row.ts';
import type { PostgresDatabase } from './database.ts';
import { partsWith } from './parts.ts';

const WINDOW = 500;
const GROUPS = 100;
/** Groups that are tried at a time where a filter leaves most of them out. */
const CANDIDATES = 1_000;
const REMEMBERED = 2_000;
/** Longest time in milliseconds that a scan holds the event loop before it yields. */
const STRETCH_MS = 2;

const ROW = `SELECT rewards.*, rewards.text_hash AS hash, runs.run AS name, groups.meta AS group_meta
  FROM rewards JOIN runs ON runs.number = rewards.run
  LEFT JOIN groups ON groups.first = rewards.first AND groups.part = rewards.part`;

/** $1: parts, $2: kind, $3: status, $4: whether rescored, $5 and $6: since and until, $7: run. */
const MATCHES = `rewards.part = ANY($1::bigint[])
  AND ($2::text IS NULL OR kind = $2 OR starts_with(kind, $2 || '.')) AND ($3::int IS NULL OR status = $3)
  AND ($4::boolean IS NULL OR (rescored_from IS NOT NULL) = $4)
  AND ($5::float8 IS NULL OR at >= $5) AND ($6::float8 IS NULL OR at < $6)`;

type Conditions = [number[], string | null, number | null, boolean | null, number | null, number | null];

export class PostgresScan {
  readonly #database: PostgresDatabase;
  /** Queries and assignments by number: they never change, and a number is never used again. */
  readonly #heads = new LRUCache<number, RowHead>({ max: REMEMBERED });

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async one(record: string): Promise<LedgerRecord | null> {
    const number = decodeRecord(record);
    if (number === null) return null;
    const [found] = await this.#read('WHERE rewards.record = $1', [number]);
    return found ?? null;
  }

  /** @returns the records with these numbers, in this order, without those that were deleted */
  async some(numbers: readonly number[]): Promise<LedgerRecord[]> {
    const found = await this.#read('WHERE rewards.record = ANY($1::bigint[])', [[...numbers]]);
    const byNumber = new Map(found.map((record) => [decodeRecord(record.record), record]));
    return numbers.flatMap((number) => byNumber.get(number) ?? []);
  }

  find(item: string, limit: number): Promise<LedgerRecord[]> {
    return this.#read('WHERE item = $1 ORDER BY record DESC LIMIT $2', [item, limit]);
  }

  /** Reads the records that existed when the scan began. */
  async *rewards(filter: LedgerFilter): AsyncGenerator<LedgerRecord, undefined> {
    let after = afterOf(filter);
    const last = await this.last();
    const conditions = await this.#conditions(filter);
    const stretches = new Stretches(STRETCH_MS);
    for (;;) {
      const records = await this.#read(
        `WHERE ${MATCHES} AND record > $7 AND record <= $8 ORDER BY record LIMIT ${WINDOW}`,
        [...conditions, after, last],
      );
      for (const record of records) {
        yield record;
        await stretches.giveWay();
      }
      if (records.length < WINDOW) return;
      after = decodeRecord(records.at(-1)!.record)!;
    }
  }

  /** Reads the whole groups that existed when the scan began. */
  async *groups(filter: LedgerFilter): AsyncGenerator<RecordedGroup, undefined> {
    let after = afterOf(filter);
    const last = await this.last();
    const conditions = await this.#conditions(filter);
    for (;;) {
      // The candidates are few before their rewards are looked at: else the server compares all groups with all rewards.
      const candidates = await this.#database.query(
        `SELECT first, rows, EXISTS (
          SELECT 1 FROM rewards WHERE ${MATCHES} AND rewards.part = candidates.part
          AND record >= candidates.first AND record < candidates.first + candidates.rows) AS fits
        FROM (
          SELECT first, rows, part FROM groups WHERE part = ANY($1::bigint[]) AND first > $7 AND first <= $8
          ORDER BY first LIMIT ${CANDIDATES}) AS candidates
        ORDER BY first`,
        [...conditions, after, last],
      );
      const heads = candidates
        .filter(({ fits }) => fits === true)
        .map(({ first, rows }) => ({ first: Number(first), rows: Number(rows) }));
      for (let at = 0; at < heads.length; at += GROUPS)
        yield* this.#wholeGroups(conditions[0], heads.slice(at, at + GROUPS));
      if (candidates.length < CANDIDATES) return;
      after = Number(candidates.at(-1)!.first);
    }
  }

  /** @param heads some groups in their order, at least one */
  async *#wholeGroups(
    parts: number[],
    heads: readonly { readonly first: number; readonly rows: number }[],
  ): AsyncGenerator<RecordedGroup, undefined> {
    const [head, tail] = [heads[0]!, heads.at(-1)!];
    const records = await this.#read(
      'WHERE rewards.part = ANY($1::bigint[]) AND rewards.first = ANY($2::bigint[]) AND record >= $3 AND record < $4 ORDER BY record',
      [parts, heads.map(({ first }) => first), head.first, tail.first + tail.rows],
    );
    let from = 0;
    for (const { first, rows } of heads) {
      const to = records.findIndex(({ record }, at) => at >= from && decodeRecord(record)! >= first + rows);
      const own = records.slice(from, to === -1 ? records.length : to);
      from += own.length;
      // Somebody may have deleted the group since.
      if (own.length > 0) yield groupOf(rows, own);
    }
  }

  async count(filter: LedgerFilter): Promise<number> {
    const [found] = await this.#database.query(
      `SELECT count(*) AS rows FROM rewards WHERE ${MATCHES} AND record > $7`,
      [...(await this.#conditions(filter)), afterOf(filter)],
    );
    return Number(found?.rows);
  }

  /** @returns the number of the last record that was ever given; 0 before the first */
  async last(): Promise<number> {
    const [found] = await this.#database.query('SELECT records FROM counters');
    return Number(found?.records ?? 0);
  }

  async #conditions({
    run,
    kind,
    status,
    origin = 'scored',
    since,
    until,
  }: LedgerFilter): Promise<Conditions> {
    return [
      await partsWith(this.#database.query, { run, since, until }),
      kind ?? null,
      status === undefined ? null : STATUSES.indexOf(status),
      origin === 'any' ? null : origin === 'rescored',
      since ?? null,
      until ?? null,
    ];
  }

  async #read(
    which: string,
    values: (string | number | boolean | null | number[])[],
  ): Promise<LedgerRecord[]> {
    const rows = await this.#database.query(`${ROW} ${which}`, values);
    const heads = await this.#headsOf(rows.map(({ assignment }) => Number(assignment)));
    return rows.map((row) =>
      decodeNamedRow({ ...row, run: row.name, text: row.text ?? row.hash }, (number) => heads.get(number)!),
    );
  }

  async #headsOf(assignments: readonly number[]): Promise<Map<number, RowHead>> {
    const heads = new Map<number, RowHead>();
    const missing = new Set<number>();
    for (const number of assignments) {
      const known = this.#heads.get(number);
      if (known) heads.set(number, known);
      else missing.add(number);
    }
    if (missing.size === 0) return heads;
    const found = await this.#database.query(
      `SELECT assignments.number, queries.key, queries.body AS query, assignments.body AS assignment
      FROM assignments JOIN queries ON queries.number = assignments.query WHERE assignments.number = ANY($1::bigint[])`,
      [[...missing]],
    );
    for (const row of found) {
      const head = headOf(row);
      heads.set(Number(row.number), head);
      if (head.query) this.#heads.set(Number(row.number), head);
    }
    return heads;
  }
}
