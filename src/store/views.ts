/**
 * Lists and figures of the ledger, made from narrow facts and counts that are filled behind it, so that they answer fast
 * however many rewards there are. Each call first fills what is missing, in short steps between which appends run.
 */

import type { Status } from '../spec/reward.ts';
import type { Cause } from '../spec/verdict.ts';
import type { LedgerRecord } from './ledger-record.ts';

export const REWARD_SORTS = ['newest', 'oldest', 'lowest', 'highest', 'longest'] as const;
export type RewardSort = (typeof REWARD_SORTS)[number];

/** Which rewards: all given fields must match. */
export interface RewardFilter {
  readonly run?: string;
  readonly step?: number;
  /** A kind, or a family that covers its kinds. */
  readonly kind?: string;
  /** A tool among the results, by its id or as `id@version`. */
  readonly tool?: string;
  readonly status?: Status;
  readonly cause?: Cause;
  readonly flag?: string;
  /** The library snapshot of the assignment. */
  readonly snapshot?: string;
  /** As for `LedgerFilter`: `scored` by default. */
  readonly origin?: 'scored' | 'rescored' | 'any';
}

export interface RewardListing extends RewardFilter {
  /** `newest` by default. Rewards of equal value stand the newest first; those without a number stand last. */
  readonly sort?: RewardSort;
  /** Rewards of one page; 50 by default. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface RewardPage {
  /** Number of all rewards that match. */
  readonly found: number;
  readonly records: readonly LedgerRecord[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** What is counted of a set of rewards. */
interface RewardFigures {
  readonly rewards: number;
  readonly scored: number;
  /** Rewards without a number, by their cause; `other` where no cause was recorded. */
  readonly missing: {
    readonly output: number;
    readonly query: number;
    readonly system: number;
    readonly other: number;
  };
  /** Mean of the numbers; null without one. */
  readonly mean: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Mean number of characters of the responses; null where texts are stored as hashes. */
  readonly length: number | null;
  /** Number of rewards by flag. */
  readonly flags: Readonly<Record<string, number>>;
}

/** What is counted of one part of a run. */
export interface PartFigures extends RewardFigures {
  /** The step, kind, tool (`id@version`), snapshot or run; null for rewards without one. */
  readonly part: string | number | null;
  /** Milliseconds since 1970 of the newest reward. */
  readonly latest: number;
  /**
   * Groups with at least two numbers, and how many of these have the same number throughout, so that GRPO learns nothing from
   * them. Counted for steps, kinds, tools and runs; null for snapshots. A group is all rollouts of a query within a step.
   */
  readonly groups: number | null;
  readonly zeroSignal: number | null;
}

export type Part = 'run' | 'step' | 'kind' | 'tool' | 'snapshot';

/** One rollout that both sides rewarded. */
export interface ComparedRewards {
  readonly before: LedgerRecord;
  readonly after: LedgerRecord;
}

export interface LedgerViews {
  /** @throws RLAR_INVALID_REQUEST for a cursor that is none of this list */
  listRewards(listing: RewardListing): Promise<RewardPage>;
  /** Figures by part: runs and snapshots the newest first, steps in order, kinds and tools the most rewards first. */
  figures(part: Part, filter?: RewardFilter): Promise<PartFigures[]>;
  /**
   * The rollouts (same query, same response) that have a reward on both sides, with the newest reward of each side.
   * Results are in the order of queries.
   */
  compared(before: RewardFilter, after: RewardFilter): AsyncIterableIterator<ComparedRewards>;
}
