import { type ErrorCode, RlarError } from '../../spec/errors.ts';
import type { NoReward } from '../../spec/no-reward.ts';
import type { Reward } from '../../spec/reward.ts';

/** The trainer protocols that this server speaks beside its own. */
export type TrainerName =
  | 'openrlhf'
  | 'slime'
  | 'nemo-gym'
  | 'rlar'
  | 'verl-router'
  | 'open-instruct'
  | 'eval-protocol'
  | 'openai-grader';

/** A reward on its way to a trainer. */
export interface Outcome {
  readonly reward: Reward;
  /** The finite number in the reply. */
  readonly value: number;
  /** True: `value` is not a reward but comes from the policy. */
  readonly replaced: boolean;
}

/** Called when a trainer's policy gave a value; counted in /metrics. */
export interface NoRewardUse {
  readonly trainer: TrainerName;
  readonly policy: 'error' | 'mask' | 'none' | 'neutral' | 'number';
  readonly status: Reward['status'];
  /** The run that the rollout belongs to. */
  readonly run?: string | undefined;
}

/**
 * Sent under `neutral` where no rollout of the group has a reward. All rollouts of the group get this number, so their
 * advantage is 0.
 */
const NOBODY_EARNED = 0;

/**
 * @param stored the policy that the run's first request set, or null
 * @param own the policy in the configuration of this trainer
 * @returns the policy to use. The stored policy is used only if the protocol of this trainer has a value for it
 */
export function policyFor(stored: NoReward | null, own: NoReward): NoReward {
  if (stored === null || stored === 'none' || (stored === 'mask' && own !== 'mask')) return own;
  return stored;
}

/**
 * Gives a trainer the declared value for a rollout without a reward.
 * @returns an error where the policy is `error`: the error of the rollout, or RLAR_NO_REWARD where no tool could score it
 */
export function applyNoReward(
  rewards: readonly Reward[],
  trainer: TrainerName,
  policy: NoReward,
  onUse: (use: NoRewardUse) => void,
): Outcome[] | RlarError {
  const outcomes = rewards.map((reward): Outcome => {
    if (reward.reward !== null && Number.isFinite(reward.reward))
      return { reward, value: reward.reward, replaced: false };
    if (reward.worth !== undefined) {
      onUse({ trainer, policy: 'number', status: reward.status });
      return { reward, value: reward.worth, replaced: true };
    }
    const named = typeof policy === 'number' ? 'number' : policy;
    onUse({ trainer, policy: named, status: reward.status });
    return { reward, value: standIn(reward, policy), replaced: true };
  });
  const first = outcomes.find(({ replaced, reward }) => replaced && reward.worth === undefined)?.reward;
  if (policy === 'error' && first) {
    const code: ErrorCode = first.error?.code ?? 'RLAR_NO_REWARD';
    return new RlarError(code, `${first.id}: ${first.error?.message ?? first.reason ?? 'no reward'}`);
  }
  return outcomes;
}

function standIn({ neutral }: Reward, policy: NoReward): number {
  if (policy === 'neutral') return neutral ?? NOBODY_EARNED;
  return typeof policy === 'number' ? policy : 0;
}
