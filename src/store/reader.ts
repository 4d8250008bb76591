/** Look-ups by key, on a separate connection in the calling thread. Each takes some microseconds. */
import type { DatabaseSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { type Assignment, assignment } from '../spec/assignment.ts';
import { headOf, type RowContext, type RowHead } from './row.ts';
import { runEntryOf } from './run-row.ts';
import type { RunEntry } from './runs.ts';

/** Most entries remembered by number. An entry never changes and its number is never reused, so the cache stays valid. */
const REMEMBERED = 2_000;

export class LedgerReader implements RowContext {
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #words = new LRUCache<number, string>({ max: REMEMBERED });
  readonly #runs = new LRUCache<number, string>({ max: REMEMBERED });
  readonly #heads = new LRUCache<number, RowHead>({ max: REMEMBERED });

  constructor(database: DatabaseSync) {
    this.#statements = prepareStatements(database);
  }

  assignment(run: string, fromStep: number, queryKey: string): Assignment | null {
    const found = this.#statements.sticky.get(queryKey, run, fromStep);
    return found ? assignment.parse(JSON.parse(String(found.body))) : null;
  }

  runEntry(run: string): RunEntry | null {
    const found = this.#statements.run.get(run);
    return found ? this.#runEntry(found) : null;
  }

  runEntries(): RunEntry[] {
    return this.#statements.runs.all().map((found) => this.#runEntry(found));
  }

  #runEntry(found: Record<string, unknown>): RunEntry {
    return runEntryOf(found, this.#statements.phases.all(Number(found.number)));
  }

  word(number: number): string {
    let word = this.#words.get(number);
    if (word === undefined) {
      word = String(this.#statements.word.get(number)?.word);
      this.#words.set(number, word);
    }
    return word;
  }

  run(number: number): string | null {
    if (number === 0) return null;
    let run = this.#runs.get(number);
    if (run === undefined) {
      run = String(this.#statements.runByNumber.get(number)?.run);
      this.#runs.set(number, run);
    }
    return run;
  }

  head(number: number): RowHead {
    let head = this.#heads.get(number);
    if (head === undefined) {
      head = headOf(this.#statements.head.get(number));
      this.#heads.set(number, head);
    }
    return head;
  }
}

function prepareStatements(database: DatabaseSync) {
  const run = 'SELECT * FROM runs WHERE';
  return {
    sticky: database.prepare(`
      SELECT body FROM assignments WHERE query = (SELECT number FROM queries WHERE key = ?)
      AND run = (SELECT number FROM runs WHERE run = ?) AND from_step = ? AND sticky ORDER BY number LIMIT 1`),
    run: database.prepare(`${run} run = ?`),
    runs: database.prepare(`${run} number > 0 ORDER BY number DESC`),
    phases: database.prepare(
      'SELECT from_step AS fromStep, snapshot FROM phases WHERE run = ? ORDER BY from_step',
    ),
    runByNumber: database.prepare('SELECT run FROM runs WHERE number = ?'),
    word: database.prepare('SELECT word FROM words WHERE number = ?'),
    head: database.prepare(`
      SELECT queries.key, queries.body AS query, assignments.body AS assignment
      FROM assignments JOIN queries ON queries.number = assignments.query WHERE assignments.number = ?`),
  };
}
