import { refusedReward } from '../rewards/failed-reward.ts';
import type { RewardService } from '../service.ts';
import type { Reward } from '../spec/reward.ts';
import { type Batch, readableGroups } from './read-batch.ts';

/**
 * Scores the groups of a body. Groups that could not be read get failed rewards.
 * @param signal aborted when no client waits for the rewards any more
 * @param once the key of the request, by which it is recorded once
 * @returns by group, one reward per rollout, in order
 */
export async function scoreBatch(
  service: RewardService,
  batch: Batch,
  signal: AbortSignal,
  once?: string,
): Promise<Reward[][]> {
  const groups = readableGroups(batch);
  const rewards = await service.score({ context: batch.context, groups }, { signal, ...(once && { once }) });
  const { snapshot } = service.library;
  let next = 0;
  return batch.groups.map((entry) => {
    if (entry.ok) return rewards[next++]!;
    const { ids, error } = entry;
    return ids.map((id) => refusedReward({ id, error }, snapshot));
  });
}
