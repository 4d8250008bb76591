import { createHistogram } from 'node:perf_hooks';
import { RlarError } from '../../spec/errors.ts';
import type { LedgerGroup } from '../ledger.ts';
import type { Appender, Once } from './append.ts';
import { isDouble, wasRefused } from './failure.ts';

/** Rows after which a commit takes no further calls. */
const ROWS = 4_000;
/** About the bytes of one row, before it is encoded: for the bound of what waits. */
const ROW_BYTES = 512;

/** What came of one call. */
interface AppendedCall {
  /** The number of its first record. */
  readonly first: number;
  /** Whether it had been appended before. */
  readonly isRepeated: boolean;
}

interface Call {
  readonly groups: readonly LedgerGroup[];
  /** Under which it is appended once; null where it always is. */
  readonly key: string | null;
  readonly rows: number;
  readonly bytes: number;
  resolve(appended: AppendedCall): void;
  reject(thrown: unknown): void;
}

/** Appends the calls of one replica, in order: all that wait while a commit is in flight are committed together. */
export class AppendQueue {
  readonly #appender: Appender;
  readonly #bound: number;
  readonly #commitMicroseconds = createHistogram();
  #waiting: Call[] = [];
  #delayed: (() => void)[] = [];
  #working: Promise<void> | null = null;
  #bytes = 0;
  #commits = 0;
  #closed = false;

  /** @param bound bytes of waiting calls before further calls are delayed */
  constructor(appender: Appender, bound: number) {
    this.#appender = appender;
    this.#bound = bound;
  }

  get pendingBytes(): number {
    return this.#bytes;
  }

  get commits(): number {
    return this.#commits;
  }

  /** Milliseconds of a commit, over the life of this queue; 0 before the first. */
  commitMs(percentile: number): number {
    return this.#commits === 0 ? 0 : this.#commitMicroseconds.percentile(percentile) / 1000;
  }

  /**
   * @param key under which the call is appended once; null where it always is
   * @returns the number of the first record; the others follow without a gap
   */
  async append(groups: readonly LedgerGroup[], key: string | null): Promise<AppendedCall> {
    if (this.#closed) throw new RlarError('RLAR_STORE_FAILED', 'the store is closed');
    while (this.#bytes >= this.#bound) await new Promise<void>((resolve) => this.#delayed.push(resolve));
    const rows = groups.reduce((sum, { entries }) => sum + entries.length, 0);
    return new Promise((resolve, reject) => {
      const bytes = rows * ROW_BYTES + groups.reduce((sum, group) => sum + charactersOf(group), 0);
      this.#waiting.push({ groups, key, rows, bytes, resolve, reject });
      this.#bytes += bytes;
      this.#working ??= this.#work();
    });
  }

  /** Refuses new calls, and waits for the earlier ones. */
  async drain(): Promise<void> {
    this.#closed = true;
    while (this.#working) await this.#working;
  }

  async #work(): Promise<void> {
    // Calls of one turn of the event loop go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#commit(this.#next());
    this.#working = null;
  }

  #next(): Call[] {
    let rows = 0;
    const end = this.#waiting.findIndex((call) => (rows += call.rows) > ROWS);
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end));
  }

  async #find(key: string): Promise<number | null> {
    return this.#appender.find(key).catch(() => null);
  }

  async #commit(calls: readonly Call[]): Promise<void> {
    try {
      const begun = performance.now();
      let record = await this.#appender.append(
        calls.flatMap(({ groups }) => groups),
        onceOf(calls),
      );
      this.#commits += 1;
      this.#commitMicroseconds.record(Math.max(1, Math.round((performance.now() - begun) * 1000)));
      for (const { rows, resolve } of calls) {
        resolve({ first: record, isRepeated: false });
        record += rows;
      }
    } catch (thrown) {
      // What one call alone spoils is no reason to refuse the others. After a lost connection nobody knows what was stored.
      if (calls.length > 1 && wasRefused(thrown)) {
        for (const call of calls) await this.#commit([call]);
        return;
      }
      const before = calls[0]!.key !== null && isDouble(thrown) ? await this.#find(calls[0]!.key) : null;
      for (const { resolve, reject } of calls)
        if (before === null) reject(thrown);
        else resolve({ first: before, isRepeated: true });
    }
    this.#bytes -= calls.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const resolve of this.#delayed.splice(0)) resolve();
  }
}

/** @returns the keys of calls, with the place of each call's rows in their batch */
function onceOf(calls: readonly Call[]): Once[] {
  let offset = 0;
  return calls.flatMap(({ key, rows }) => {
    const first = offset + 1;
    offset += rows;
    return key === null ? [] : [{ key, first, rows }];
  });
}

function charactersOf({ entries }: LedgerGroup): number {
  return entries.reduce((sum, { rollout }) => sum + rollout.text.length, 0);
}
