import type { Assignment } from '../../spec/assignment.ts';
import { RlarError } from '../../spec/errors.ts';
import type {
  Appended,
  Earned,
  LedgerFilter,
  LedgerGroup,
  Pruned,
  PruneOptions,
  RecordedGroup,
  StoreSize,
  StoreStats,
} from '../ledger.ts';
import type { LedgerRecord } from '../ledger-record.ts';
import { encodeRecord } from '../record-id.ts';
import type { AssignmentEntry, RunEntry } from '../runs.ts';
import type { Store, StoreOptions } from '../store.ts';
import type { LedgerViews } from '../views.ts';
import { Appender } from './append.ts';
import { AppendQueue } from './append-queue.ts';
import { openPostgres, type PostgresDatabase } from './database.ts';
import { earned } from './earned.ts';
import { postgresFailure } from './failure.ts';
import { fillBehind } from './fill-behind.ts';
import { probe } from './probe.ts';
import { prune } from './prune.ts';
import { Resolver } from './resolver.ts';
import { PostgresRuns } from './runs.ts';
import { PostgresScan } from './scan.ts';
import { storeSize } from './size.ts';
import { StickyAssignments } from './sticky.ts';
import { openPostgresViews } from './views.ts';

const PENDING_BYTES = 64 * 1024 * 1024;

/**
 * The store over a PostgreSQL, for several replicas at once. What one has acknowledged, every other finds.
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED
 */
export async function openPostgresStore(
  url: string,
  options: Pick<StoreOptions, 'texts' | 'onFull' | 'readOnly' | 'pendingBytes'>,
): Promise<Store> {
  return new PostgresStore(await openPostgres(url, { readOnly: options.readOnly === true }), options);
}

class PostgresStore implements Store {
  readonly #database: PostgresDatabase;
  readonly #runs: PostgresRuns;
  readonly #sticky: StickyAssignments;
  readonly #scan: PostgresScan;
  readonly #appends: AppendQueue;
  readonly #onFull: 'stop' | 'continue';
  readonly views: LedgerViews;
  readonly #endFilling: () => Promise<void>;
  #unrecorded = 0;
  #appended = 0;
  #closed: Promise<void> | null = null;

  constructor(
    database: PostgresDatabase,
    {
      texts = 'full',
      onFull = 'stop',
      readOnly = false,
      pendingBytes = PENDING_BYTES,
    }: Pick<StoreOptions, 'texts' | 'onFull' | 'readOnly' | 'pendingBytes'>,
  ) {
    this.#database = database;
    this.#onFull = onFull;
    this.#runs = new PostgresRuns(database);
    this.#sticky = new StickyAssignments(database);
    this.#scan = new PostgresScan(database);
    const resolver = new Resolver(database, texts);
    const onPrune = () => {
      resolver.forget();
      this.#sticky.forget();
    };
    this.#appends = new AppendQueue(new Appender({ database, resolver, texts, onPrune }), pendingBytes);
    this.views = openPostgresViews(database, this.#scan);
    this.#endFilling = readOnly ? async () => {} : fillBehind(database, () => this.#appended);
  }

  async appendRewards(groups: readonly LedgerGroup[]): Promise<(string | null)[][]> {
    return (await this.#append(groups, null)).records;
  }

  appendOnce(key: string, groups: readonly LedgerGroup[]): Promise<Appended> {
    return this.#append(groups, key);
  }

  earned(...of: [run: string, step: number | null, queryKey: string]): Promise<Earned> {
    return this.#reading(() => earned(this.#database.query, ...of));
  }

  probe(): Promise<void> {
    return probe(this.#database);
  }

  getAssignment(run: string, fromStep: number, queryKey: string): Promise<Assignment | null> {
    return this.#sticky.getAssignment(run, fromStep, queryKey);
  }

  async putAssignments(entries: readonly AssignmentEntry[]): Promise<Assignment[]> {
    return this.#unlessFull(
      () => this.#sticky.putAssignments(entries),
      () => this.#sticky.storedOr(entries),
    );
  }

  openRun(...[run, first]: Parameters<Store['openRun']>): Promise<RunEntry> {
    return this.#unlessFull(
      () => this.#runs.openRun(run, first),
      () => this.#runs.asOpened(run, first),
    );
  }

  pinRun(...pin: Parameters<Store['pinRun']>): Promise<RunEntry> {
    return this.#runs.pinRun(...pin);
  }

  reachStep(...reached: Parameters<Store['reachStep']>): Promise<RunEntry> {
    return this.#unlessFull(
      () => this.#runs.reachStep(...reached),
      () => this.#runs.asStored(reached[0]),
    );
  }

  getRun(run: string): Promise<RunEntry | null> {
    return this.#runs.getRun(run);
  }

  listRuns(): Promise<RunEntry[]> {
    return this.#runs.listRuns();
  }

  reserveJudging(...asked: Parameters<Store['reserveJudging']>) {
    return this.#runs.reserveJudging(...asked);
  }

  settleJudging(...settled: Parameters<Store['settleJudging']>): Promise<void> {
    return this.#runs.settleJudging(...settled);
  }

  getReward(record: string): Promise<LedgerRecord | null> {
    return this.#reading(() => this.#scan.one(record));
  }

  findRewards(itemId: string, limit = 20): Promise<LedgerRecord[]> {
    return this.#reading(() => this.#scan.find(itemId, limit));
  }

  scanRewards(filter: LedgerFilter = {}): AsyncGenerator<LedgerRecord, undefined> {
    return this.#scanning(this.#scan.rewards(filter));
  }

  scanGroups(filter: LedgerFilter = {}): AsyncGenerator<RecordedGroup, undefined> {
    return this.#scanning(this.#scan.groups(filter));
  }

  countRewards(filter: LedgerFilter = {}): Promise<number> {
    return this.#reading(() => this.#scan.count(filter));
  }

  size(): Promise<StoreSize> {
    return this.#reading(() => storeSize(this.#database.query));
  }

  async prune(options: PruneOptions): Promise<Pruned> {
    const pruned = await this.#reading(() => prune(this.#database, options));
    this.#sticky.forget();
    return pruned;
  }

  stats(): StoreStats {
    return {
      unrecorded: this.#unrecorded,
      appended: this.#appended,
      commits: this.#appends.commits,
      commitMs: { p50: this.#appends.commitMs(50), p99: this.#appends.commitMs(99) },
      pendingBytes: this.#appends.pendingBytes,
    };
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all([this.#appends.drain(), this.#endFilling()]).then(() =>
      this.#database.close(),
    );
    return this.#closed;
  }

  #append(groups: readonly LedgerGroup[], key: string | null): Promise<Appended> {
    const rows = groups.reduce((sum, group) => sum + group.entries.length, 0);
    return this.#unlessFull<Appended>(
      async () => {
        this.#database.refuseReadOnly();
        const { first, isRepeated } = await this.#appends.append(groups, key);
        if (!isRepeated) this.#appended += rows;
        let record = first;
        return {
          records: groups.map(({ entries }) => entries.map(() => encodeRecord(record++))),
          isRepeated,
        };
      },
      async () => {
        this.#unrecorded += rows;
        return { records: groups.map(({ entries }) => entries.map(() => null)), isRepeated: false };
      },
    );
  }

  /** @param instead called in place of the write where the disk is full and `onFull` is `continue` */
  async #unlessFull<Answer>(write: () => Promise<Answer>, instead: () => Promise<Answer>): Promise<Answer> {
    try {
      return await write();
    } catch (thrown) {
      const full = thrown instanceof RlarError && thrown.code === 'RLAR_DISK_FULL';
      if (!full || this.#onFull === 'stop') throw thrown;
      return instead();
    }
  }

  async *#scanning<Found>(items: AsyncIterable<Found>): AsyncGenerator<Found, undefined> {
    try {
      yield* items;
    } catch (thrown) {
      throw postgresFailure(thrown, this.#database.place);
    }
  }

  /** A row that another rlar wrote may be none that this one reads. */
  async #reading<Found>(read: () => Promise<Found>): Promise<Found> {
    try {
      return await read();
    } catch (thrown) {
      throw postgresFailure(thrown, this.#database.place);
    }
  }
}
