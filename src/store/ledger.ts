/**
 * The ledger: the record of everything that was scored, by group. Rewards are written and read in groups, as on the wire. A
 * query and its assignment belong to the whole group, so they are serialised and stored once, and each reward refers to
 * them. Record numbers grow in the order of commits over all processes. A reader that continues after its last record
 * misses nothing.
 */
import type { Assignment } from '../spec/assignment.ts';
import type { Query } from '../spec/query.ts';
import type { Reward, Status } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { RunContext } from '../spec/wire.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerViews } from './views.ts';

/** The stored data of one rollout. The store adds `record`, and the group adds `assignment`. */
interface LedgerEntry {
  readonly rollout: Rollout;
  readonly reward: Omit<Reward, 'record' | 'assignment'>;
}

/** Rewards of one query under one assignment, in the order in which the tools saw the rollouts. */
export interface LedgerGroup {
  readonly context: RunContext;
  /** The id that the caller gave the group. */
  readonly id?: string;
  /** The hash that identifies the query: 32 lowercase hexadecimal digits. */
  readonly queryKey: string;
  readonly query: Query;
  readonly assignment: Assignment;
  readonly entries: readonly LedgerEntry[];
  /** Milliseconds since 1970; now by default. */
  readonly at?: number;
  /** For rescored groups: per entry, the earlier record that it scores again. */
  readonly rescoredFrom?: readonly string[];
}

/** One group of the ledger: all rewards that were made together, in order. */
export interface RecordedGroup {
  readonly id: string | null;
  readonly context: RunContext;
  readonly queryKey: string;
  /** Null where texts are stored as hashes. */
  readonly query: Query | null;
  readonly assignment: Assignment;
  readonly records: readonly LedgerRecord[];
  /** Number of rollouts when the group was scored. It is larger than the number of `records` where some were deleted. */
  readonly size: number;
}

export interface LedgerFilter {
  readonly run?: string;
  /** A kind, or a family that covers its kinds: `math` finds `math.final-answer`. */
  readonly kind?: string;
  readonly status?: Status;
  /** `scored` (the default): rewards that a caller asked for · `rescored`: rewards that were made again from the ledger */
  readonly origin?: 'scored' | 'rescored' | 'any';
  /** Only records that were committed after this one. */
  readonly afterRecord?: string;
  /** Milliseconds since 1970, inclusive. */
  readonly since?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until?: number;
}

export interface StoreSize {
  /** Size of the store on disk; 0 for a store in memory. */
  readonly diskBytes: number;
  /** The used part of that size. The rest is free for new data, and `prune` returns it to the disk. */
  readonly usedBytes: number;
  readonly rows: number;
  /** Used bytes over rows, everything included; null without rows. */
  readonly bytesPerItem: number | null;
  /** Rows by run, the newest run first, `run` null for rewards without one; `bytes` is a run's share by length of text. */
  readonly runs: readonly { readonly run: string | null; readonly rows: number; readonly bytes: number }[];
}

/** Selects the groups to delete: a group must match all given fields. */
export interface PruneOptions {
  readonly olderThanMs?: number;
  /** Deletes the oldest groups until at most this number of bytes is in use. */
  readonly maxBytes?: number;
  readonly run?: string;
  /** Runs whose rewards are never deleted. */
  readonly keepRuns?: readonly string[];
  /**
   * The key of a query: its rewards, its body and what was said of its responses. With `query` or `user`, single rewards are
   * deleted, and their bytes are overwritten.
   */
  readonly query?: string;
  /** A person, as `user`, `user_id`, `userId` or `username` of a row names them: their rewards, and what they said of others. */
  readonly user?: string;
}

export interface Pruned {
  readonly rewards: number;
  readonly assignments: number;
  readonly queries: number;
  /** Number of bytes returned to the disk. */
  readonly bytes: number;
}

export interface StoreStats {
  /** Number of rewards that were acknowledged without being recorded, because the disk was full and `onFull` is `continue`. */
  readonly unrecorded: number;
  /** Number of rows committed through this store. */
  readonly appended: number;
  readonly commits: number;
  /** Milliseconds from begin to commit, percentiles over the life of this store. */
  readonly commitMs: { readonly p50: number; readonly p99: number };
  readonly pendingBytes: number;
}

/** What the rollouts of a group have earned. */
export interface Earned {
  readonly sum: number;
  readonly count: number;
}

/** What came of rewards that are appended once. */
export interface Appended {
  /** The records, by group and entry, as of `appendRewards`. */
  readonly records: (string | null)[][];
  /** True where they had been appended before: these records hold what was made of the request then. */
  readonly isRepeated: boolean;
}

export interface Ledger {
  /**
   * Resolves when all rows are durable: committed and synced. Calls in flight are committed together, in order.
   * @returns the records, by group and entry; null for a row that could not be recorded while `onFull` is `continue`
   * @throws RLAR_DISK_FULL where the disk is full and `onFull` is `stop`: nothing of this call is stored
   */
  appendRewards(groups: readonly LedgerGroup[]): Promise<(string | null)[][]>;
  /**
   * Like `appendRewards`, for a request that may come again, to this process or another: what was appended under its key
   * in the last ten minutes is not appended twice. In a file each process knows its own requests alone, and remembers its replies itself.
   * @param key of the request, such as a hash of its bytes
   */
  appendOnce(key: string, groups: readonly LedgerGroup[]): Promise<Appended>;
  /**
   * What the rollouts of a query have earned in one step of a run, whichever process scored them. Absent where each process
   * has a ledger of its own.
   */
  earned?(run: string, step: number | null, queryKey: string): Promise<Earned>;
  /** Tries whether rewards can be recorded, and records none. Absent where only recording shows that. @throws as `appendRewards` */
  probe?(): Promise<void>;
  getReward(record: string): Promise<LedgerRecord | null>;
  /** The records of an item id, the newest first, whatever their origin: at most `limit` (20). */
  findRewards(itemId: string, limit?: number): Promise<LedgerRecord[]>;
  /** Reads the records in the order of commits, in short steps, so that writers and the event loop are not blocked. */
  scanRewards(filter?: LedgerFilter): AsyncIterableIterator<LedgerRecord>;
  /** Reads each group with at least one record that matches the filter. Groups are whole and come in the order of commits. */
  scanGroups(filter?: LedgerFilter): AsyncIterableIterator<RecordedGroup>;
  countRewards(filter?: LedgerFilter): Promise<number>;
  /** Lists, figures and comparisons. */
  readonly views: LedgerViews;
  size(): Promise<StoreSize>;
  /** Deletes whole groups and returns the space to the disk. It works in small steps, and appends run between them. */
  prune(options: PruneOptions): Promise<Pruned>;
  stats(): StoreStats;
}
