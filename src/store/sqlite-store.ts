import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { type Assignment, assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import { stored, storeFailure } from './failure.ts';
import { jsonOnce } from './json-once.ts';
import type {
  Appended,
  LedgerFilter,
  LedgerGroup,
  Pruned,
  PruneOptions,
  RecordedGroup,
  StoreSize,
  StoreStats,
} from './ledger.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { prune } from './prune.ts';
import { PutQueue } from './put-queue.ts';
import { LedgerReader } from './reader.ts';
import { encodeRecord } from './record-id.ts';
import { keepReserve, releaseReserve } from './reserve.ts';
import { unstoredRun } from './run-row.ts';
import type { AssignmentEntry, RunEntry } from './runs.ts';
import { LedgerScan } from './scan.ts';
import { diskBytes, pageUse, storeSize } from './size.ts';
import { openViews } from './sqlite-views.ts';
import type { Store } from './store.ts';
import type { LedgerViews } from './views.ts';
import type { WriterClient } from './writer-client.ts';
import type { EncodedAssignment } from './writer-jobs.ts';

/** The store over one SQLite file: writes go to the writer, reads to a connection of this thread. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #writer: WriterClient | null;
  #puts: PutQueue<EncodedAssignment, string | null> | null = null;
  readonly #onFull: 'stop' | 'continue';
  readonly #file: string | null;
  readonly #reader: LedgerReader;
  readonly #scan: LedgerScan;
  readonly views: LedgerViews;
  #unrecorded = 0;
  #appended = 0;
  #closed: Promise<void> | null = null;

  /** @param writer null for a read-only store */
  constructor(
    database: DatabaseSync,
    writer: WriterClient | null,
    onFull: 'stop' | 'continue',
    file: string | null,
  ) {
    this.#database = database;
    this.#writer = writer;
    this.#onFull = onFull;
    this.#file = file;
    this.#reader = new LedgerReader(database);
    this.#scan = new LedgerScan(database, this.#reader);
    const record = (name: string) => this.#scan.one(name);
    this.views = openViews({ database, reader: this.#reader, record, writer, file });
  }

  async appendOnce(_key: string, groups: readonly LedgerGroup[]): Promise<Appended> {
    return { records: await this.appendRewards(groups), isRepeated: false };
  }

  async appendRewards(groups: readonly LedgerGroup[]): Promise<(string | null)[][]> {
    const rows = groups.reduce((sum, group) => sum + group.entries.length, 0);
    return this.#unlessFull<(string | null)[][]>(
      async () => {
        let record = await this.#writing().append(groups);
        this.#appended += rows;
        return groups.map((group) => group.entries.map(() => encodeRecord(record++)));
      },
      async () => {
        this.#unrecorded += rows;
        return groups.map((group) => group.entries.map(() => null));
      },
    );
  }

  async getAssignment(run: string, fromStep: number, queryKey: string): Promise<Assignment | null> {
    return this.#reading(() => this.#reader.assignment(run, fromStep, queryKey));
  }

  async putAssignments(entries: readonly AssignmentEntry[]): Promise<Assignment[]> {
    const at = Date.now();
    const encoded = entries.map((entry) => ({
      run: entry.run,
      fromStep: entry.fromStep,
      at,
      queryKey: entry.queryKey,
      query: jsonOnce(entry.query),
      assignment: jsonOnce(entry.assignment),
    }));
    return this.#unlessFull(
      async () => {
        const writer = this.#writing();
        this.#puts ??= new PutQueue((waiting) => writer.call('putAssignments', waiting));
        const held = await this.#puts.put(encoded);
        return held.map((body, index) =>
          body === null ? entries[index]!.assignment : assignment.parse(JSON.parse(body)),
        );
      },
      async () => {
        const stored = entries.map((entry) => this.getAssignment(entry.run, entry.fromStep, entry.queryKey));
        return (await Promise.all(stored)).map((held, index) => held ?? entries[index]!.assignment);
      },
    );
  }

  async openRun(run: string, { settings, snapshot }: Parameters<Store['openRun']>[1]): Promise<RunEntry> {
    const found = await this.getRun(run);
    if (found?.settings && found.phases.length > 0) return found;
    const at = Date.now();
    return this.#unlessFull(
      async () => {
        await this.#writing().call('openRun', { run, settings: JSON.stringify(settings), snapshot, at });
        return stored(await this.getRun(run), `run ${run}`);
      },
      async () => unstoredRun(run, { settings, snapshot }, found),
    );
  }

  async pinRun(run: string, snapshot: string, fromStep?: number): Promise<RunEntry> {
    const pin = { run, snapshot, fromStep: fromStep ?? null, at: Date.now() };
    await this.#writing().call('pinRun', pin);
    return stored(await this.getRun(run), `run ${run}`);
  }

  async reachStep(...[run, { step, epoch }, snapshot]: Parameters<Store['reachStep']>): Promise<RunEntry> {
    return this.#unlessFull(
      async () => {
        await this.#writing().call('reachStep', { run, snapshot, step, epoch, at: Date.now() });
        return stored(await this.getRun(run), `run ${run}`);
      },
      async () => stored(await this.getRun(run), `run ${run}`),
    );
  }

  async getRun(run: string): Promise<RunEntry | null> {
    return this.#reading(() => this.#reader.runEntry(run));
  }

  async listRuns(): Promise<RunEntry[]> {
    return this.#reading(() => this.#reader.runEntries());
  }

  async reserveJudging(...[run, groups, budget]: Parameters<Store['reserveJudging']>) {
    return this.#writing().call('reserveJudging', { run, groups, budget, at: Date.now() });
  }

  async settleJudging(...[run, expected, real]: Parameters<Store['settleJudging']>): Promise<void> {
    await this.#writing().call('settleJudging', { run, expected, real });
  }

  async getReward(record: string): Promise<LedgerRecord | null> {
    return this.#reading(() => this.#scan.one(record));
  }

  async findRewards(itemId: string, limit = 20): Promise<LedgerRecord[]> {
    return this.#reading(() => this.#scan.find(itemId, limit));
  }

  scanRewards(filter: LedgerFilter = {}): AsyncGenerator<LedgerRecord, undefined> {
    return this.#scanning(this.#scan.rewards(filter));
  }

  scanGroups(filter: LedgerFilter = {}): AsyncGenerator<RecordedGroup, undefined> {
    return this.#scanning(this.#scan.groups(filter));
  }

  async countRewards(filter: LedgerFilter = {}): Promise<number> {
    return this.#reading(() => this.#scan.count(filter));
  }

  async size(): Promise<StoreSize> {
    return this.#reading(() => storeSize(this.#database, this.#file));
  }

  async prune(options: PruneOptions): Promise<Pruned> {
    const file = this.#file;
    const room = {
      writer: this.#writing(),
      scan: this.#scan,
      size: () => storeSize(this.#database, file),
      freePages: () => pageUse(this.#database).freePages,
      releaseReserve: () => file !== null && releaseReserve(file),
      keepReserve: () => (file === null ? undefined : keepReserve(file)),
      diskBytes: () => diskBytes(file),
    };
    return this.#reading(() => prune(room, options));
  }

  stats(): StoreStats {
    const writer = this.#writer;
    return {
      unrecorded: this.#unrecorded,
      appended: this.#appended,
      commits: writer?.commits ?? 0,
      commitMs: { p50: writer?.commitMs(50) ?? 0, p99: writer?.commitMs(99) ?? 0 },
      pendingBytes: writer?.pendingBytes ?? 0,
    };
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** The writer closes last, because the last connection moves the log into the file and removes it. */
  async #close(): Promise<void> {
    await this.#writer?.drain();
    await setImmediate();
    if (this.#file !== null) this.#database.close();
    await this.#writer?.close();
  }

  /** @param instead called in place of the write where the disk is full and `onFull` is `continue` */
  async #unlessFull<Answer>(write: () => Promise<Answer>, instead: () => Promise<Answer>): Promise<Answer> {
    try {
      return await write();
    } catch (error) {
      const full = error instanceof RlarError && error.code === 'RLAR_DISK_FULL';
      if (!full || this.#onFull === 'stop') throw error;
      return instead();
    }
  }

  #writing(): WriterClient {
    if (!this.#writer) throw new RlarError('RLAR_STORE_FAILED', `${this.#file} is open for reading only`);
    return this.#writer;
  }

  async *#scanning<Found>(items: AsyncIterable<Found>): AsyncGenerator<Found, undefined> {
    try {
      yield* items;
    } catch (error) {
      throw storeFailure(error, this.#file);
    }
  }

  async #reading<Found>(read: () => Found | Promise<Found>): Promise<Found> {
    try {
      return await read();
    } catch (error) {
      throw storeFailure(error, this.#file);
    }
  }
}
