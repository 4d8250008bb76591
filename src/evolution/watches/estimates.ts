import type { OverOptimisation } from '../probes/over-optimisation.ts';
import { type Agreement, Agreements } from './agreements.ts';
import { type Gain, Gains } from './gains.ts';
import type { WatcherState } from './watcher.ts';

/** Estimates for people, without a guarantee: the watches decide. */
export interface Estimates {
  /** How scores go with trusted verdicts at first and now (Correlated Proxies). */
  readonly agreement: readonly Agreement[];
  /** The curve of the true worth over KL, where the trainer sends KL. */
  readonly overOptimisation: OverOptimisation | null;
  /** Who gained from having no reward, by kind. */
  readonly gained: readonly Gain[];
}

export function estimatesOf(watcher: WatcherState | null): Estimates {
  const agreements = new Agreements(watcher?.agreements);
  return {
    agreement: agreements.bySubject(),
    overOptimisation: agreements.overOptimisation(),
    gained: new Gains(watcher?.gains).all(),
  };
}
