/**
 * The ledger of everything that was scored, the sticky assignments, the runs and the library's snapshots: one SQLite
 * file, `home/rlar.db`. Several processes may have it open at once.
 *
 * Rewards come and go in groups, as on the wire, because a query and its assignment belong to the group: they are
 * serialised once, stored once, and only their number stands in a reward's row. The calling thread turns a batch into
 * columns and posts it; a writer thread commits whatever has arrived in one transaction. Numbers of records are given
 * in that transaction, in blocks, so they grow in the order of commits over all processes: who reads on from the last
 * record he saw misses nothing.
 */
import type { Assignment } from '../spec/assignment.ts';
import type { Query } from '../spec/query.ts';
import type { Reward, Status } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { RunContext } from '../spec/wire.ts';

export interface StoreOptions {
  /** The folder of `rlar.db`, made where it is missing; null keeps everything in memory, in this process alone. */
  readonly home: string | null;
  /** `full` by default. `hash`: neither responses nor queries are stored, only hashes; such rows cannot be scored again. */
  readonly texts?: 'full' | 'hash';
  /**
   * `stop` (the default): writes reject with RLAR_DISK_FULL · `continue`: rewards, assignments and pins are answered as if they were
   * stored, the rewards without records and counted in `unrecorded`; snapshots reject.
   */
  readonly onFull?: 'stop' | 'continue';
  /** Opens without a writer; every write rejects with RLAR_STORE_FAILED. */
  readonly readOnly?: boolean;
  /** Bytes on their way to the writer above which `appendRewards` waits its turn; 64 MiB by default. */
  readonly pendingBytes?: number;
  /** Most pages (of 8 KiB) the file may have, as a cap on disk use; unlimited by default. */
  readonly maxPages?: number;
}

/** What the ledger keeps of one rollout. `record` and `assignment` are given by the store and by the group. */
interface LedgerEntry {
  readonly rollout: Rollout;
  readonly reward: Omit<Reward, 'record' | 'assignment'>;
}

/** Rewards of one query under one assignment. */
export interface LedgerGroup {
  readonly context: RunContext;
  /** The caller's id of the group. */
  readonly id?: string;
  /** 32 lowercase hexadecimal digits: the hash that says which query this is. */
  readonly queryKey: string;
  readonly query: Query;
  readonly assignment: Assignment;
  /**
   * False where the assignment must not hold for (run, query) from now on, as one that stands for a failure to make
   * one. True by default, but for groups that are scored again.
   */
  readonly sticky?: boolean;
  readonly entries: readonly LedgerEntry[];
  /** Milliseconds since 1970; now by default. */
  readonly at?: number;
  /** The record, one per entry, that an entry scores again. */
  readonly rescoredFrom?: readonly string[];
}

/** A row of the ledger as read: the reward as it stood on the wire, and what it was made from. */
export interface LedgerRecord {
  readonly record: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly context: RunContext;
  readonly group: string | null;
  readonly queryKey: string;
  /** Null where texts are stored as hashes: such a row cannot be scored again. */
  readonly query: Query | null;
  /** Null where texts are stored as hashes. */
  readonly rollout: Rollout | null;
  /** sha256 of the response text in hexadecimal, where texts are stored as hashes. */
  readonly textHash: string | null;
  readonly finishReason: string | null;
  readonly rescoredFrom: string | null;
  readonly reward: Reward;
}

export interface LedgerFilter {
  readonly run?: string;
  /** A kind, or a family that covers its kinds: `math` finds `math.final-answer`. */
  readonly kind?: string;
  readonly status?: Status;
  /** Only records that were committed after this one. */
  readonly afterRecord?: string;
  /** Milliseconds since 1970, inclusive. */
  readonly since?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until?: number;
}

export interface RunEntry {
  readonly run: string;
  /** The snapshot the run is pinned to, or null. */
  readonly snapshot: string | null;
  /** Milliseconds since 1970 of its first appearance. */
  readonly created: number;
  readonly rows: number;
}

export interface AssignmentEntry {
  readonly run: string;
  readonly queryKey: string;
  readonly query: Query;
  readonly assignment: Assignment;
}

export interface SnapshotSummary {
  readonly number: number;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly note: string;
}

/** An immutable numbered state of the library. */
export interface Snapshot extends SnapshotSummary {
  readonly cards: readonly ToolCard[];
}

export interface StoreSize {
  /** The file. */
  readonly databaseBytes: number;
  /** The write-ahead log beside it. */
  readonly walBytes: number;
  /** Pages of the file that are in use; the rest is reused or given back by `prune`. */
  readonly usedBytes: number;
  readonly rows: number;
  /** Used bytes over rows, everything included; null without rows. */
  readonly bytesPerItem: number | null;
  /** Rows by run, the newest run first, `run` null for rewards without one; `bytes` is a run's share by length of text. */
  readonly runs: readonly { readonly run: string | null; readonly rows: number; readonly bytes: number }[];
}

/** What to delete: the rows that match all that is given. */
export interface PruneOptions {
  readonly olderThanMs?: number;
  /** Deletes the oldest until no more than this is in use. */
  readonly maxBytes?: number;
  readonly run?: string;
  /** Runs of which nothing is deleted. */
  readonly keepRuns?: readonly string[];
}

export interface Pruned {
  readonly rewards: number;
  readonly assignments: number;
  readonly queries: number;
  /** Bytes by which file and log shrank. */
  readonly bytes: number;
}

export interface StoreStats {
  /** Rewards that were acknowledged without being recorded, because the disk was full and `onFull` is `continue`. */
  readonly unrecorded: number;
  /** Rows that were committed through this store. */
  readonly appended: number;
  readonly commits: number;
  /** Milliseconds from begin to commit, percentiles over the life of this store. */
  readonly commitMs: { readonly p50: number; readonly p99: number };
  readonly pendingBytes: number;
}

/** All methods reject with RLAR_STORE_FAILED where the store cannot be read or written, and after `close`. */
export interface Store {
  /**
   * Resolves when all rows are durable: committed and synced. Calls in flight are committed together, in order.
   * An assignment that the (run, query) has none of yet is stored as its sticky one, in the same commit.
   * @returns the records, by group and entry; null where the row could not be recorded and `onFull` is `continue`
   * @throws RLAR_DISK_FULL where the disk is full and `onFull` is `stop`: nothing of this call is stored
   */
  appendRewards(groups: readonly LedgerGroup[]): Promise<(string | null)[][]>;

  /** @returns the sticky assignment of a query within a run, or null */
  getAssignment(run: string, queryKey: string): Promise<Assignment | null>;
  /** Stores assignments where there are none; durable when it resolves. @returns those that hold: the stored ones win */
  putAssignments(entries: readonly AssignmentEntry[]): Promise<Assignment[]>;

  /** Pins a run to a snapshot, once: a run that is pinned keeps its pin. @returns the run as it stands */
  pinRun(run: string, snapshot: string): Promise<RunEntry>;
  /** Pins a run to another snapshot than it has. Assignments that it has stay. @returns the run as it stands */
  repinRun(run: string, snapshot: string): Promise<RunEntry>;
  getRun(run: string): Promise<RunEntry | null>;
  /** The newest first. */
  listRuns(): Promise<RunEntry[]>;

  /** Stores a snapshot under an id; where the id exists already, the stored one stands. */
  addSnapshot(snapshot: {
    readonly id: string;
    readonly cards: readonly ToolCard[];
    readonly note?: string;
  }): Promise<Snapshot>;
  getSnapshot(idOrNumber: string | number): Promise<Snapshot | null>;
  latestSnapshot(): Promise<Snapshot | null>;
  /** The newest first, without cards. */
  listSnapshots(): Promise<SnapshotSummary[]>;

  getReward(record: string): Promise<LedgerRecord | null>;
  /** The records of an item id, the newest first: at most `limit` (20), looking through the newest million rows. */
  findRewards(itemId: string, limit?: number): Promise<LedgerRecord[]>;
  /** In the order of commits. Reads in short steps, so writers and the event loop go on meanwhile. */
  scanRewards(filter?: LedgerFilter): AsyncIterableIterator<LedgerRecord>;
  countRewards(filter?: LedgerFilter): Promise<number>;

  size(): Promise<StoreSize>;
  /** Deletes in small steps between which appends go on, and gives the space back to the disk. */
  prune(options: PruneOptions): Promise<Pruned>;
  stats(): StoreStats;
  /** Writes what is pending, then closes. Any number of calls. */
  close(): Promise<void>;
}
