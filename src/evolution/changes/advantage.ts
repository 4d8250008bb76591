import type { Reward } from '../../spec/reward.ts';

const RIGHT = 0.5;

/**
 * @param verdict whether the rollout is right
 * @returns how much more right one reward is than another, from -1 to 1. No reward stands between a right and a wrong one
 */
export function advantageOf(
  candidate: Pick<Reward, 'status' | 'reward'>,
  incumbent: Pick<Reward, 'status' | 'reward'>,
  verdict: boolean,
): number {
  return (rightness(candidate, verdict) - rightness(incumbent, verdict)) / 2;
}

function rightness({ status, reward }: Pick<Reward, 'status' | 'reward'>, verdict: boolean): number {
  if (status !== 'scored' || reward === null) return 0;
  return reward >= RIGHT === verdict ? 1 : -1;
}
