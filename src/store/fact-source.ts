import type { LedgerRecord } from './ledger-record.ts';
import type { Part, RewardFilter } from './views.ts';

/** A condition of SQL on the columns that facts, cells and bins share. Null matches nothing. */
export type FactCondition = string | null;

/**
 * Facts and counts as both stores keep them. Their statements are written once, in the SQL that SQLite and PostgreSQL have in
 * common, over these relations: `facts` has a row for each reward, `fact_cells` and `fact_bins` count them by block of records,
 * `fact_groups` has a row for each group, `fact_runs` counts whole runs and `fact_signals` the groups of a step, and `queries`
 * gives a query's key and body by number.
 */
export interface FactSource {
  /** A relation like `facts`, for reads of a few queries out of many. */
  readonly factsByQuery: string;
  /** Runs one SELECT. Values stand as $1, $2, … in it. */
  all(sql: string, values?: readonly (string | number)[]): Promise<Record<string, unknown>[]>;
  /** Turns a filter into a condition that holds no text of the caller's unquoted. */
  condition(filter: RewardFilter): Promise<FactCondition>;
  /** @returns a function from a stored part to its names: several tools may stand under one value, and none under null */
  naming(part: Part): Promise<(stored: unknown) => (string | number | null)[]>;
  /** @returns the flags of a stored set */
  flagsOf(stored: unknown): string[];
  /** @returns the records with these numbers, in this order, without those that were deleted */
  records(numbers: readonly number[]): Promise<LedgerRecord[]>;
}
