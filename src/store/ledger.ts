/**
 * The ledger: the record of everything that was scored, by group. Rewards come and go in groups, as on the wire, because
 * a query and its assignment belong to the group: they are serialised once, stored once, and a reward leads to them.
 * Records grow in the order of commits over all processes: who reads on from the last record he saw misses nothing.
 */
import type { Assignment } from '../spec/assignment.ts';
import type { Query } from '../spec/query.ts';
import type { Reward, Status } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { RunContext } from '../spec/wire.ts';

/** What the ledger keeps of one rollout. `record` and `assignment` are given by the store and by the group. */
interface LedgerEntry {
  readonly rollout: Rollout;
  readonly reward: Omit<Reward, 'record' | 'assignment'>;
}

/** Rewards of one query under one assignment, in the order in which the tools saw the rollouts. */
export interface LedgerGroup {
  readonly context: RunContext;
  /** The caller's id of the group. */
  readonly id?: string;
  /** 32 lowercase hexadecimal digits: the hash that says which query this is. */
  readonly queryKey: string;
  readonly query: Query;
  readonly assignment: Assignment;
  readonly entries: readonly LedgerEntry[];
  /** Milliseconds since 1970; now by default. */
  readonly at?: number;
  /** The record, one per entry, that an entry scores again. */
  readonly rescoredFrom?: readonly string[];
}

/** One reward of the ledger as read: as it stood on the wire, and what it was made from. */
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
  /** The record that this one scores again; null for a reward that a caller asked for. */
  readonly rescoredFrom: string | null;
  readonly reward: Reward;
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
  /** Rollouts that the group had when it was scored; more than `records` where a part of them was deleted. */
  readonly size: number;
}

export interface LedgerFilter {
  readonly run?: string;
  /** A kind, or a family that covers its kinds: `math` finds `math.final-answer`. */
  readonly kind?: string;
  readonly status?: Status;
  /** `scored` (the default): what a caller asked for · `rescored`: what was made again from the ledger */
  readonly origin?: 'scored' | 'rescored' | 'any';
  /** Only records that were committed after this one. */
  readonly afterRecord?: string;
  /** Milliseconds since 1970, inclusive. */
  readonly since?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until?: number;
}

export interface StoreSize {
  /** All that the store takes on the disk; 0 in memory. */
  readonly diskBytes: number;
  /** The part of it that is in use; the rest is reused or given back by `prune`. */
  readonly usedBytes: number;
  readonly rows: number;
  /** Used bytes over rows, everything included; null without rows. */
  readonly bytesPerItem: number | null;
  /** Rows by run, the newest run first, `run` null for rewards without one; `bytes` is a run's share by length of text. */
  readonly runs: readonly { readonly run: string | null; readonly rows: number; readonly bytes: number }[];
}

/** What to delete: the groups that match all that is given. */
export interface PruneOptions {
  readonly olderThanMs?: number;
  /** Deletes the oldest until no more than this is in use. */
  readonly maxBytes?: number;
  readonly run?: string;
  /** Runs whose rewards are never deleted. */
  readonly keepRuns?: readonly string[];
}

export interface Pruned {
  readonly rewards: number;
  readonly assignments: number;
  readonly queries: number;
  /** Bytes that the disk got back. */
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

export interface Ledger {
  /**
   * Resolves when all rows are durable: committed and synced. Calls in flight are committed together, in order.
   * @returns the records, by group and entry; null where the row could not be recorded and `onFull` is `continue`
   * @throws RLAR_DISK_FULL where the disk is full and `onFull` is `stop`: nothing of this call is stored
   */
  appendRewards(groups: readonly LedgerGroup[]): Promise<(string | null)[][]>;
  getReward(record: string): Promise<LedgerRecord | null>;
  /** The records of an item id, the newest first, whatever their origin: at most `limit` (20). */
  findRewards(itemId: string, limit?: number): Promise<LedgerRecord[]>;
  /** In the order of commits. Reads in short steps, so writers and the event loop go on meanwhile. */
  scanRewards(filter?: LedgerFilter): AsyncIterableIterator<LedgerRecord>;
  /** The whole groups that one record or more of the filter belongs to, in the order of commits. */
  scanGroups(filter?: LedgerFilter): AsyncIterableIterator<RecordedGroup>;
  countRewards(filter?: LedgerFilter): Promise<number>;
  size(): Promise<StoreSize>;
  /** Deletes whole groups, in small steps between which appends go on, and gives the space back to the disk. */
  prune(options: PruneOptions): Promise<Pruned>;
  stats(): StoreStats;
}
