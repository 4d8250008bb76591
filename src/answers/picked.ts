import type { Stance } from './claim.ts';

/** What one statement gives as its answer. */
export interface Picked<Value> {
  /** Different values that are offered side by side; one where the statement settles on one. */
  readonly values: readonly Value[];
  readonly stance: Stance;
  /** Where the last of them ends in the statement. */
  readonly end: number;
  readonly start: number;
}
