import type { BenchRow } from '../bench-row.ts';
import type { ServedResults } from './growth.ts';

/** The raw numbers of one run, kept in bench/results/peers.json. */
export interface PeerResults {
  readonly date: string;
  readonly machine: string;
  /** Load of the machine before and after. */
  readonly loads: readonly [number, number];
  readonly minutes: number;
  readonly verdicts: readonly BenchRow[];
  readonly served: ServedResults;
}
