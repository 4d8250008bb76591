import type { Reward } from '../spec/reward.ts';
import { withoutPaths } from './error-replies.ts';

/** @returns the reward as it leaves the machine: its errors name no folders; the ledger has them whole */
export function wireReward(reward: Reward): Reward {
  if (!reward.error && !reward.results.some(({ error }) => error)) return reward;
  return {
    ...reward,
    ...(reward.error && { error: { ...reward.error, message: withoutPaths(reward.error) } }),
    ...(reward.error &&
      reward.reason && { reason: withoutPaths({ ...reward.error, message: reward.reason }) }),
    results: reward.results.map((result) =>
      result.error ? { ...result, error: { ...result.error, message: withoutPaths(result.error) } } : result,
    ),
  };
}
