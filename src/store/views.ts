/**
 * Lists and figures of the ledger, made from narrow facts and counts that are filled behind it, so that they answer fast
 * however many rewards there are. Each call first fills what is missing, in short steps between which appends run.
 */

import type { Status } from '../spec/reward.ts';
import type { Cause } from '../spec/verdict.ts';
import type { RewardFigures } from '../spec/views/figures.ts';
import type { GroupPage, GroupSort } from '../spec/views/group-line.ts';
import type { Histogram } from '../spec/views/histogram.ts';
import type { Series } from '../spec/views/series.ts';
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

/** What is counted of one part of a run. */
export interface PartFigures extends RewardFigures {
  /** The step, kind, tool (`id@version`), snapshot or run; null for rewards without one. */
  readonly part: string | number | null;
}

/** Which groups: all given fields must match. */
export type GroupFilter = Pick<RewardFilter, 'run' | 'step' | 'kind' | 'tool'>;

export interface GroupListing extends GroupFilter {
  /** `newest` by default; the others begin with the largest. Groups without the value stand last. */
  readonly sort?: GroupSort;
  /** 50 by default. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface RewardSearch extends RewardFilter {
  /** Words, `"a phrase"`, `begin*`: all must stand in the response, or all in the prompt. */
  readonly text: string;
  readonly sort?: 'newest' | 'oldest';
  readonly limit?: number;
  readonly cursor?: string;
}

export interface FoundRewards {
  /** A page can be shorter than its limit and yet have a next one, where many texts had to be read for a phrase. */
  readonly records: readonly LedgerRecord[];
  readonly next: string | null;
  /** Rewards whose texts are not indexed yet: they are not found. */
  readonly behind: number;
}

export type Part = 'run' | 'step' | 'kind' | 'tool' | 'snapshot';

/** One rollout that both sides rewarded. */
export interface ComparedRewards {
  readonly before: LedgerRecord;
  readonly after: LedgerRecord;
}

export interface LedgerViews {
  /** @returns the newest record of the ledger; null for an empty one. A cheap call, made once a second */
  newest(): Promise<string | null>;
  /** @throws RLAR_INVALID_REQUEST for a cursor that is none of this list */
  listRewards(listing: RewardListing): Promise<RewardPage>;
  /** Figures by part: runs and snapshots the newest first, steps in order, kinds and tools the most rewards first. */
  figures(part: Part, filter?: RewardFilter): Promise<PartFigures[]>;
  /** Figures over steps, in at most `points` stretches, for the parts with the most rewards. */
  series(by: Series['by'], points: number, filter?: RewardFilter): Promise<Series>;
  /** How rewards are distributed over their values, in at most `points` stretches of steps. */
  histogram(
    options: { readonly bins: number; readonly points: number },
    filter?: GroupFilter & Pick<RewardFilter, 'origin'>,
  ): Promise<Histogram>;
  /** @throws RLAR_INVALID_REQUEST for a cursor that is none of this list */
  listGroups(listing: GroupListing): Promise<GroupPage>;
  /**
   * Looks for words in prompts and responses. It indexes what is missing for a moment, then searches what is indexed.
   * @throws RLAR_INVALID_REQUEST for a text without a word, and for a cursor of another search
   */
  search(search: RewardSearch): Promise<FoundRewards>;
  /** The rewards that were asked for of one query, by its key, in order, of one run and step where they are given. */
  groupRewards(
    query: string,
    filter: Pick<RewardFilter, 'run' | 'step'>,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<RewardPage>;
  /**
   * The rollouts (same query, same response) that have a reward on both sides, with the newest reward of each side.
   * Results are in the order of queries.
   */
  compared(before: RewardFilter, after: RewardFilter): AsyncIterableIterator<ComparedRewards>;
}
