/**
 * Reads many rows. A scan reads windows of records, each in a short transaction, and lets the event loop run every few
 * milliseconds. So it delays neither requests nor the emptying of the log.
 */
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { Stretches } from '../spec/give-way.ts';
import { STATUSES } from './encoded-batch.ts';
import type { LedgerFilter, RecordedGroup } from './ledger.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerReader } from './reader.ts';
import { decodeRecord } from './record-id.ts';
import { afterOf, groupOf } from './recorded-group.ts';
import { decodeRow } from './row.ts';
import { ITEM_BLOCK, ITEM_PREFIX } from './schema.ts';

const WINDOW = 500;
/** Number of groups in one window. */
const GROUPS = 100;
/** Longest time in milliseconds that a scan holds the event loop before it yields. */
const STRETCH_MS = 2;
/** Number of blocks of the item index that are searched before the event loop gets a turn. */
const BLOCKS = 200;

/** A row with the values that its group shares, for `decodeRow`. */
const ROW =
  'SELECT *, (SELECT meta FROM groups WHERE first <= record ORDER BY first DESC LIMIT 1) AS group_meta FROM rewards';

const MATCHES = `record BETWEEN :from AND :to
  AND (:run IS NULL OR run = (SELECT number FROM runs WHERE run = :run))
  AND (:status IS NULL OR status = :status)
  AND (:rescored IS NULL OR (rescored_from IS NOT NULL) = :rescored)
  AND (:since IS NULL OR at >= :since) AND (:until IS NULL OR at < :until)
  AND (:kind IS NULL OR kind IN (SELECT number FROM words WHERE word = :kind OR substr(word, 1, length(:kind) + 1) = :kind || '.'))`;

export class LedgerScan {
  readonly #reader: LedgerReader;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(database: DatabaseSync, reader: LedgerReader) {
    this.#reader = reader;
    this.#statements = prepareStatements(database);
  }

  one(record: string): LedgerRecord | null {
    const number = decodeRecord(record);
    const found = number === null ? undefined : this.#statements.one.get(number);
    return found ? decodeRow(found, this.#reader) : null;
  }

  /** Looks for the item in each block of records, from the newest block to the oldest. */
  async find(item: string, limit: number): Promise<LedgerRecord[]> {
    const { first, last } = this.bounds();
    const found: LedgerRecord[] = [];
    const [lowest, highest] = [Math.floor(first / ITEM_BLOCK), Math.floor(last / ITEM_BLOCK)];
    for (let block = highest; block >= lowest && found.length < limit; block -= 1) {
      const rows = this.#statements.find.all(block, item, item, limit - found.length);
      found.push(...rows.map((row) => decodeRow(row, this.#reader)));
      if ((highest - block) % BLOCKS === BLOCKS - 1) await setImmediate();
    }
    return found;
  }

  /** Reads the records that existed when the scan began. */
  async *rewards(filter: LedgerFilter): AsyncGenerator<LedgerRecord, undefined> {
    for (const window of this.#windows(filter)) {
      const rows = this.#statements.rewards.all({ ...conditions(filter), ...window });
      const stretches = new Stretches(STRETCH_MS);
      for (const row of rows) {
        yield decodeRow(row, this.#reader);
        await stretches.giveWay();
      }
      await setImmediate();
    }
  }

  /** Reads the whole groups that existed when the scan began. */
  async *groups(filter: LedgerFilter): AsyncGenerator<RecordedGroup, undefined> {
    const { last } = this.bounds();
    let after = afterOf(filter);
    while (after < last) {
      const heads = this.#statements.groups.all(after, last, GROUPS).map((head) => groupRow.parse(head));
      for (const { first, rows } of heads) {
        const range = { from: first, to: first + rows - 1 };
        if (this.#statements.matches.get({ ...conditions(filter), ...range }))
          yield groupOf(
            rows,
            this.#statements.range.all(range).map((row) => decodeRow(row, this.#reader)),
          );
        after = range.to;
        await setImmediate();
      }
      if (heads.length < GROUPS) return;
    }
  }

  async count(filter: LedgerFilter): Promise<number> {
    let count = 0;
    for (const window of this.#windows(filter)) {
      count += Number(this.#statements.count.get({ ...conditions(filter), ...window })?.count);
      await setImmediate();
    }
    return count;
  }

  assignmentsOf(queryKey: string): number[] {
    return this.#statements.assignmentsOf.all(queryKey).map(({ number }) => Number(number));
  }

  /** Removes from the set each assignment that a row still uses. @returns the last record that was read */
  async keepUsed(assignments: Set<number>): Promise<number> {
    const { last } = this.bounds();
    for (const { from, to } of this.#windows({})) {
      for (const row of this.#statements.assignments.all(from, to))
        assignments.delete(Number(row.assignment));
      if (assignments.size === 0) break;
      await setImmediate();
    }
    return last;
  }

  /** @returns the words that no row uses, and the last record that was read */
  async unusedWords(): Promise<{ unused: number[]; horizon: number }> {
    const { last } = this.bounds();
    const unused = new Set(this.#statements.words.all().map(({ number }) => Number(number)));
    for (const { from, to } of this.#windows({})) {
      for (const row of this.#statements.usedWords.all(from, to))
        for (const number of Object.values(row)) unused.delete(Number(number));
      await setImmediate();
    }
    return { unused: [...unused], horizon: last };
  }

  /** The numbers of the first and the last record; `last` is 0 for an empty ledger. */
  bounds(): { first: number; last: number } {
    const found = this.#statements.bounds.get();
    return { first: Number(found?.first ?? 1), last: Number(found?.last ?? 0) };
  }

  *#windows(filter: LedgerFilter): Generator<{ from: number; to: number }> {
    const { first, last } = this.bounds();
    const begin = Math.max(first, afterOf(filter) + 1);
    for (let from = begin; from <= last; from += WINDOW)
      yield { from, to: Math.min(last, from + WINDOW - 1) };
  }
}

const groupRow = z.object({ first: z.number(), rows: z.number() });

function conditions({ run, kind, status, origin = 'scored', since, until }: LedgerFilter) {
  return {
    rescored: origin === 'any' ? null : origin === 'rescored' ? 1 : 0,
    run: run ?? null,
    kind: kind ?? null,
    status: status === undefined ? null : STATUSES.indexOf(status),
    since: since ?? null,
    until: until ?? null,
  };
}

function prepareStatements(database: DatabaseSync) {
  return {
    one: database.prepare(`${ROW} WHERE record = ?`),
    range: database.prepare(`${ROW} WHERE record BETWEEN :from AND :to ORDER BY record`),
    matches: database.prepare(`SELECT 1 FROM rewards WHERE ${MATCHES} LIMIT 1`),
    groups: database.prepare(
      'SELECT first, rows FROM groups WHERE first > ? AND first <= ? ORDER BY first LIMIT ?',
    ),
    words: database.prepare('SELECT number FROM words'),
    usedWords: database.prepare(
      'SELECT DISTINCT kind, policy, flags, finish_reason FROM rewards WHERE record BETWEEN ? AND ?',
    ),
    bounds: database.prepare(
      'SELECT (SELECT min(record) FROM rewards) AS first, (SELECT max(record) FROM rewards) AS last',
    ),
    find: database.prepare(`
      ${ROW} WHERE record >> ${Math.log2(ITEM_BLOCK)} = ? AND substr(item, 1, ${ITEM_PREFIX}) = substr(?, 1, ${ITEM_PREFIX})
      AND item = ? ORDER BY record DESC LIMIT ?`),
    rewards: database.prepare(`${ROW} WHERE ${MATCHES} ORDER BY record`),
    count: database.prepare(`SELECT count(*) AS count FROM rewards WHERE ${MATCHES}`),
    assignmentsOf: database.prepare(
      'SELECT number FROM assignments WHERE query = (SELECT number FROM queries WHERE key = ?)',
    ),
    assignments: database.prepare('SELECT DISTINCT assignment FROM rewards WHERE record BETWEEN ? AND ?'),
  };
}
