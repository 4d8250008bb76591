import { CAUSES } from '../../spec/verdict.ts';
import { type EncodedBatch, encodeBatch, NUMBERS, STRINGS } from '../encoded-batch.ts';
import type { LedgerGroup } from '../ledger.ts';
import { disagreementOf, toolsOf } from '../reward-facts.ts';
import { textHash } from '../text-hash.ts';
import type { PostgresDatabase } from './database.ts';
import { NO_PRUNE } from './locks.ts';
import type { Query } from './query.ts';
import type { GroupNumbers, Resolver } from './resolver.ts';

/**
 * One statement, and so one transaction and one round trip. The row of `counters` gives the records and stays locked until
 * the commit, so that records grow in the order of commits over all replicas. Where another process has pruned since the
 * numbers were learnt, nothing is stored. Where a call was appended before under its key, the statement fails as a whole.
 */
const APPEND = `
WITH allocated AS (
  UPDATE counters SET records = records + $1 WHERE prunes = $2 RETURNING records - $1 AS before),
added AS (
  INSERT INTO groups(part, first, rows, assignment, meta)
  SELECT part, before + first, rows, assignment, meta FROM allocated, unnest(
    $3::bigint[], $4::bigint[], $5::int[], $6::bigint[], $7::text[]) AS made(part, first, rows, assignment, meta)),
once AS (
  INSERT INTO appended(key, first, rows, at)
  SELECT key, before + first, rows, floor(extract(epoch FROM clock_timestamp()) * 1000)
  FROM allocated, unnest($42::text[], $43::bigint[], $44::int[]) AS made(key, first, rows)),
counted AS (
  UPDATE runs SET rows = runs.rows + made.rows, characters = runs.characters + made.characters
  FROM allocated, unnest($8::bigint[], $9::bigint[], $10::bigint[]) AS made(number, rows, characters)
  WHERE runs.number = made.number),
rewarded AS (
  INSERT INTO rewards(
    part, run, assignment, first, at, step, epoch, policy, "group", record, status, rescored_from, reward,
    correctness, quality, format, efficiency, safety, item, kind, flags, finish_reason, outcome, results, text, steps, meta,
    text_hash, cause, tools, disagreement, length)
  SELECT part, run, assignment, before + first, at, step, epoch, policy, "group", before + row, status, rescored_from, reward,
    correctness, quality, format, efficiency, safety, item, kind, flags, finish_reason, outcome, results, text, steps, meta,
    decode(text_hash, 'hex'), cause, tools, disagreement, char_length(text)
  FROM allocated, unnest(
    $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::float8[], $16::float8[], $17::float8[], $18::text[],
    $19::text[], $20::bigint[], $21::int[], $22::bigint[], $23::float8[], $24::float8[], $25::float8[], $26::float8[],
    $27::float8[], $28::float8[], $29::text[], $30::text[], $31::text[], $32::text[], $33::text[], $34::text[], $35::text[],
    $36::text[], $37::text[], $38::text[], $39::int[], $40::text[], $41::float8[])
  AS made(part, run, assignment, first, at, step, epoch, policy, "group", row, status, rescored_from, reward, correctness,
    quality, format, efficiency, safety, item, kind, flags, finish_reason, outcome, results, text, steps, meta, text_hash, cause, tools,
    disagreement))
SELECT before FROM allocated`;

/** A call that is appended once, and the place of its rows in its batch: the first is 1. */
export interface Once {
  readonly key: string;
  readonly first: number;
  readonly rows: number;
}

/** Milliseconds for which a request may come again. */
const KEPT_MS = 10 * 60_000;
const FORGET_EVERY_MS = 5 * 60_000;

interface Appending {
  readonly database: PostgresDatabase;
  readonly resolver: Resolver;
  readonly texts: 'full' | 'hash';
  /** Called where another process has pruned. */
  readonly onPrune: () => void;
}

/** Appends the batches of one replica, one after the other. */
export class Appender {
  readonly #parts: Appending;
  #prunes: number | null = null;
  #forgotAt = performance.now();

  constructor(parts: Appending) {
    this.#parts = parts;
  }

  /**
   * @param onces the calls of the batch that are appended once
   * @returns the number of the first record; the others follow it without a gap
   */
  async append(groups: readonly LedgerGroup[], onces: readonly Once[]): Promise<number> {
    const { database, onPrune } = this.#parts;
    const batch = { ...encodeBatch(groups), facts: groups.flatMap(({ entries }) => entries.map(factsOf)) };
    this.#prunes ??= await prunesOf(database.query);
    const first = await this.#tryTo(database.query, batch, onces, this.#prunes);
    if (first !== null) return first;
    onPrune();
    // Numbers of before a prune: the second time no prune may begin until it is done.
    return database.transact(async (query) => {
      await query(NO_PRUNE);
      this.#prunes = await prunesOf(query);
      const again = await this.#tryTo(query, batch, onces, this.#prunes);
      if (again === null) throw new Error('the ledger was pruned while a prune could not begin');
      return again;
    });
  }

  /** @returns the number of the first record that was appended under a key; null where there is none */
  async find(key: string): Promise<number | null> {
    const [found] = await this.#parts.database.query('SELECT first FROM appended WHERE key = $1', [key]);
    return found ? Number(found.first) : null;
  }

  async #tryTo(
    query: Query,
    batch: FactBatch,
    onces: readonly Once[],
    prunes: number,
  ): Promise<number | null> {
    const { resolver, texts } = this.#parts;
    const numbers = await resolver.resolve(batch);
    await this.#forgetOld();
    const [stored] = await query(APPEND, [
      ...valuesOf(batch, numbers, prunes, texts),
      onces.map(({ key }) => key),
      onces.map(({ first }) => first),
      onces.map(({ rows: count }) => count),
    ]);
    return stored ? Number(stored.before) + 1 : null;
  }

  async #forgetOld(): Promise<void> {
    if (performance.now() - this.#forgotAt < FORGET_EVERY_MS) return;
    this.#forgotAt = performance.now();
    await this.#parts.database.query('DELETE FROM appended WHERE at < $1', [Date.now() - KEPT_MS]);
  }
}

async function prunesOf(query: Query): Promise<number> {
  const [found] = await query('SELECT prunes FROM counters');
  return Number(found?.prunes);
}

type Column = (string | number | null)[];

/** A batch with what stands in each row for lists and figures. */
type FactBatch = EncodedBatch & { readonly facts: readonly Column[] };

/** @returns the cause, the tools and the disagreement of a reward */
function factsOf({ reward: { cause, results } }: LedgerGroup['entries'][number]): Column {
  return [
    cause === undefined ? null : CAUSES.indexOf(cause),
    toolsOf(results),
    disagreementOf(results.map(({ value }) => value ?? null)),
  ];
}

function valuesOf(
  { groups, numbers, strings, rows, facts }: FactBatch,
  resolved: readonly GroupNumbers[],
  prunes: number,
  texts: 'full' | 'hash',
): (number | Column)[] {
  const heads: Column[] = [[], [], [], [], []];
  const perRow: Column[] = Array.from({ length: 31 }, () => []);
  const counts = new Map<number, { rows: number; characters: number }>();
  let row = 0;
  for (const [index, group] of groups.entries()) {
    if (group.rows === 0) continue;
    const { part, run, assignment } = resolved[index]!;
    const first = row + 1;
    push(heads, [part, first, group.rows, assignment, texts === 'full' ? group.meta : null]);
    const counted = counts.get(run) ?? { rows: 0, characters: 0 };
    counts.set(run, counted);
    counted.rows += group.rows;
    const { at, step, epoch, policy, group: id } = group;
    for (let nth = 0; nth < group.rows; nth += 1, row += 1) {
      const said = strings.slice(row * STRINGS, (row + 1) * STRINGS);
      const kept = texts === 'full' ? [...said, null] : [...said.slice(0, 6), null, null, null, hexOf(said)];
      const measured = Array.from(numbers.subarray(row * NUMBERS, (row + 1) * NUMBERS), (number) =>
        Number.isNaN(number) ? null : number,
      );
      push(perRow, [
        part,
        run,
        assignment,
        first,
        at,
        step,
        epoch,
        policy,
        id,
        row + 1,
        ...measured,
        ...kept,
        ...facts[row]!,
      ]);
      for (const text of kept.slice(5)) counted.characters += text?.length ?? 0;
    }
  }
  const runs = [...counts];
  return [
    rows,
    prunes,
    ...heads,
    runs.map(([run]) => run),
    runs.map(([, counted]) => counted.rows),
    runs.map(([, counted]) => counted.characters),
    ...perRow,
  ];
}

function hexOf(said: readonly (string | null)[]): string {
  return textHash(said[6] ?? null, said[7] ?? null).toString('hex');
}

function push(columns: Column[], values: Column): void {
  for (const [index, value] of values.entries()) columns[index]!.push(value ?? null);
}
