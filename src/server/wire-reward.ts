import type { Reward } from '../spec/reward.ts';
import { withoutPaths } from './error-replies.ts';

/** @returns the reward for a client. Its errors name no folders; the ledger keeps the full messages */
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
