import type { Executor } from '../scoring/executor.ts';
import { scoreGroups } from '../scoring/scorer.ts';
import { Stretches } from '../spec/give-way.ts';
import type { Reward } from '../spec/reward.ts';
import type { PlannedGroup } from './planned-group.ts';
import { rewardsOf, scoringGroupOf } from './rewards-of.ts';

/** The run that the groups belong to, and the signal that ends their work. */
interface Origin {
  /** The training run that they belong to; runs take turns. */
  readonly run?: string | undefined;
  /** Aborted when no caller wants the rewards any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the tools of planned groups and makes rewards out of their verdicts.
 * @param longest most characters of a response that is scored
 * @returns by group, one reward per rollout, in order
 * @throws the signal's reason
 */
export async function scorePlanned(
  executor: Executor,
  planned: readonly PlannedGroup[],
  longest: number,
  { run, signal }: Origin = {},
): Promise<Reward[][]> {
  const results = await scoreGroups(
    executor,
    planned.map((entry) => scoringGroupOf(entry, longest, run)),
    signal,
  );
  const stretches = new Stretches();
  const rewards: Reward[][] = [];
  for (const [index, entry] of planned.entries())
    rewards.push(await rewardsOf(entry, results[index]!, longest, stretches));
  return rewards;
}
