import type { NoReward } from '../spec/no-reward.ts';
import type { Reward } from '../spec/reward.ts';

/** What one call of `score` did, for metrics. */
export interface Observation {
  readonly rewards: readonly Reward[];
  readonly ms: number;
}

export interface ScoreOptions {
  /**
   * The value that the run's trainer gets for a rollout without a reward. The first request of a run sets it for the whole
   * run.
   */
  readonly noReward?: NoReward;
  /**
   * The key of the request, such as a hash of its bytes: where it comes again, to this process or another of the deployment,
   * its rewards are recorded once, and the recorded ones come back.
   */
  readonly once?: string;
  /** Aborted when the caller no longer wants the rewards. Work that other calls also wait for goes on. */
  readonly signal?: AbortSignal;
}
