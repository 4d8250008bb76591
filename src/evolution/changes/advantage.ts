import type { Reward } from '../../spec/reward.ts';
import type { Change } from './change.ts';

const RIGHT = 0.5;

/**
 * @param verdict whether the rollout is right
 * @returns how much more right one reward is than another, from -1 to 1. No reward stands between a right and a wrong one.
 * Null where the incumbent failed: an outage of the old tool is no merit of the new one
 */
export function advantageOf(
  candidate: Pick<Reward, 'status' | 'reward'>,
  incumbent: Pick<Reward, 'status' | 'reward'>,
  verdict: boolean,
): number | null {
  if (incumbent.status === 'failed') return null;
  return (rightness(candidate, verdict) - rightness(incumbent, verdict)) / 2;
}

function rightness({ status, reward }: Pick<Reward, 'status' | 'reward'>, verdict: boolean): number {
  if (status !== 'scored' || reward === null) return 0;
  return reward >= RIGHT === verdict ? 1 : -1;
}

/**
 * @param before the reward by the tool that was withdrawn
 * @returns how much its precision on this item lies below the level at which it comes back; null where it is of another kind
 * or the tool pays nothing, which says nothing of its precision
 */
export function withdrawnAdvantage(
  { kind, level }: NonNullable<Change['withdrawn']>,
  before: Pick<Reward, 'status' | 'reward' | 'kind'>,
  verdict: boolean,
): number | null {
  if (before.kind !== kind || before.status !== 'scored' || (before.reward ?? 0) < RIGHT) return null;
  return level - (verdict ? 1 : 0);
}
