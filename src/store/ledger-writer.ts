/**
 * All writes of the ledger, as plain functions on one open database. Call each within a transaction. Numbers of known
 * words, runs, queries and assignments are remembered, so that a row of a known query costs one insert. After a rollback or
 * a prune these numbers are invalid: call `forget`.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import type { EncodedBatch, EncodedGroup } from './encoded-batch.ts';
import { NUMBERS, STRINGS } from './encoded-batch.ts';
import { textHash } from './text-hash.ts';

/** Most entries of each sort in memory: about 40 MB when all are full. */
const REMEMBERED = 50_000;

interface KnownAssignment {
  readonly number: number;
  readonly body: string;
}

export class LedgerWriter {
  readonly #texts: 'full' | 'hash';
  readonly #words = new LRUCache<string, number>({ max: REMEMBERED });
  readonly #runs = new LRUCache<string, number>({ max: REMEMBERED });
  readonly #queries = new LRUCache<string, number>({ max: REMEMBERED });
  readonly #assignments = new LRUCache<string, KnownAssignment>({ max: REMEMBERED });
  readonly #statements: Statements;
  #prunes = -1;

  constructor(database: DatabaseSync, texts: 'full' | 'hash') {
    this.#texts = texts;
    this.#statements = prepareStatements(database);
  }

  forget(): void {
    this.#words.clear();
    this.#runs.clear();
    this.#queries.clear();
    this.#assignments.clear();
  }

  /** @returns the number of the first record; the others follow it without a gap */
  append(batch: EncodedBatch): number {
    const first = this.allocate(batch.rows);
    let row = 0;
    for (const group of batch.groups) {
      if (group.rows === 0) continue;
      const run = this.run(group.run, group.at);
      const query = this.query(group.queryKey, group.query);
      const assignment = this.#assignment(run, query, group);
      this.#statements.addGroup.run(
        first + row,
        group.rows,
        run,
        assignment,
        this.#texts === 'full' ? group.meta : null,
      );
      let characters = 0;
      for (let index = 0; index < group.rows; index += 1, row += 1)
        characters += this.#insert(first + row, group, run, assignment, batch, row);
      this.#statements.countRows.run(group.rows, characters, run);
    }
    return first;
  }

  /** Takes a block of record numbers. Forgets all remembered numbers if another process has pruned since. */
  allocate(rows: number): number {
    const counters = this.#statements.allocate.get(rows);
    const prunes = Number(counters?.prunes);
    if (prunes !== this.#prunes) this.forget();
    this.#prunes = prunes;
    return Number(counters?.records) - rows + 1;
  }

  /** @returns the number of a run; 0 for null. A new run gets a number */
  run(run: string | null, at: number): number {
    if (run === null) return 0;
    let number = this.#runs.get(run);
    if (number === undefined) {
      const { findRun, addRun } = this.#statements;
      number = Number(findRun.get(run)?.number ?? addRun.run(run, at).lastInsertRowid);
      this.#runs.set(run, number);
    }
    return number;
  }

  /** @returns the number of a query. A new query is stored */
  query(key: string, body: string): number {
    let number = this.#queries.get(key);
    if (number === undefined) {
      const { findQuery, addQuery, fillQuery } = this.#statements;
      const kept = this.#texts === 'full' ? body : null;
      const found = findQuery.get(key);
      number = Number(found?.number ?? addQuery.run(key, kept).lastInsertRowid);
      if (found?.bodiless && kept !== null) fillQuery.run(kept, number);
      this.#queries.set(key, number);
    }
    return number;
  }

  /**
   * Stores the sticky assignment of a query in a phase of a run. @returns null, or the JSON of the assignment that was
   * stored before
   */
  stickyAssignment(run: number, fromStep: number, query: number, body: string): string | null {
    const { findAssignment, addAssignment } = this.#statements;
    const found = findAssignment.get(query, run, fromStep);
    if (found) return found.body === body ? null : String(found.body);
    const number = Number(addAssignment.run(query, run, fromStep, 1, body).lastInsertRowid);
    this.#assignments.set(`${run}/${query}`, { number, body });
    return null;
  }

  /** An assignment without a sticky entry (no run, a failure, or a rescored reward) is stored beside the sticky one. */
  #assignment(run: number, query: number, { assignment: body }: EncodedGroup): number {
    const key = `${run}/${query}`;
    const known = this.#assignments.get(key);
    if (known?.body === body) return known.number;
    const { sameAssignment, addAssignment } = this.#statements;
    const found = sameAssignment.get(query, run, body);
    const number = Number(found?.number ?? addAssignment.run(query, run, 0, 0, body).lastInsertRowid);
    this.#assignments.set(key, { number, body });
    return number;
  }

  #word(word: string | null | undefined): number | null {
    if (word === null || word === undefined) return null;
    let number = this.#words.get(word);
    if (number === undefined) {
      const { findWord, addWord } = this.#statements;
      number = Number(findWord.get(word)?.number ?? addWord.run(word).lastInsertRowid);
      this.#words.set(word, number);
    }
    return number;
  }

  /** @returns the length of the texts of the row */
  #insert(
    record: number,
    group: EncodedGroup,
    run: number,
    assignment: number,
    { numbers, strings }: EncodedBatch,
    row: number,
  ): number {
    const number = row * NUMBERS;
    const string = row * STRINGS;
    const results = strings[string + 5] ?? '[]';
    const { text, steps, meta } = this.#texts === 'full' ? full(strings, string) : hashed(strings, string);
    this.#statements.addReward.run(
      record,
      group.at,
      run,
      assignment,
      numbers[number]!,
      this.#word(strings[string + 1]),
      group.step,
      group.epoch,
      this.#word(group.policy),
      orNull(numbers[number + 2]!),
      orNull(numbers[number + 3]!),
      orNull(numbers[number + 4]!),
      orNull(numbers[number + 5]!),
      orNull(numbers[number + 6]!),
      orNull(numbers[number + 7]!),
      this.#word(strings[string + 2]),
      this.#word(strings[string + 3]),
      orNull(numbers[number + 1]!),
      strings[string] ?? '',
      group.group,
      strings[string + 4] ?? null,
      results,
      text,
      steps,
      meta,
    );
    return results.length + (text?.length ?? 0) + (steps?.length ?? 0) + (meta?.length ?? 0);
  }
}

type Strings = EncodedBatch['strings'];

function full(
  strings: Strings,
  offset: number,
): { text: string | null; steps: string | null; meta: string | null } {
  return {
    text: strings[offset + 6] ?? null,
    steps: strings[offset + 7] ?? null,
    meta: strings[offset + 8] ?? null,
  };
}

function hashed(strings: Strings, offset: number): { text: Uint8Array; steps: null; meta: null } {
  const { text, steps } = full(strings, offset);
  return { text: textHash(text, steps), steps: null, meta: null };
}

function orNull(number: number): SQLInputValue {
  return Number.isNaN(number) ? null : number;
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  return {
    allocate: prepare('UPDATE counters SET records = records + ? RETURNING records, prunes'),
    findWord: prepare('SELECT number FROM words WHERE word = ?'),
    addWord: prepare('INSERT INTO words(word) VALUES (?)'),
    findRun: prepare('SELECT number FROM runs WHERE run = ?'),
    addRun: prepare('INSERT INTO runs(run, created) VALUES (?, ?)'),
    countRows: prepare('UPDATE runs SET rows = rows + ?, characters = characters + ? WHERE number = ?'),
    findQuery: prepare('SELECT number, body IS NULL AS bodiless FROM queries WHERE key = ?'),
    addQuery: prepare('INSERT INTO queries(key, body) VALUES (?, ?)'),
    fillQuery: prepare('UPDATE queries SET body = ? WHERE number = ?'),
    findAssignment: prepare(
      'SELECT body FROM assignments WHERE query = ? AND run = ? AND from_step = ? AND sticky ORDER BY number LIMIT 1',
    ),
    sameAssignment: prepare('SELECT number FROM assignments WHERE query = ? AND run = ? AND body = ?'),
    addAssignment: prepare(
      'INSERT INTO assignments(query, run, from_step, sticky, body) VALUES (?, ?, ?, ?, ?)',
    ),
    addGroup: prepare('INSERT INTO groups VALUES (?, ?, ?, ?, ?)'),
    addReward: prepare(`INSERT INTO rewards VALUES (${Array(25).fill('?').join(', ')})`),
  };
}
