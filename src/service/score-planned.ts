import type { Executor } from '../scoring/executor.ts';
import { scoreGroups } from '../scoring/scorer.ts';
import type { Reward } from '../spec/reward.ts';
import type { PlannedGroup } from './planned-group.ts';
import { rewardsOf, scoringGroupOf } from './rewards-of.ts';

/**
 * Runs the tools of planned groups and makes rewards of what they say.
 * @param longest characters of a response that is scored
 * @param run the training run that the groups belong to; runs take turns
 * @returns by group, one reward per rollout, in order
 */
export async function scorePlanned(
  executor: Executor,
  planned: readonly PlannedGroup[],
  longest: number,
  run?: string,
): Promise<Reward[][]> {
  const results = await scoreGroups(
    executor,
    planned.map((entry) => scoringGroupOf(entry, longest, run)),
  );
  return planned.map((entry, index) => rewardsOf(entry, results[index]!, longest));
}
