import { type ErrorCode, RlarError } from '../../spec/errors.ts';
import type { NoReward } from '../../spec/no-reward.ts';
import type { Reward } from '../../spec/reward.ts';

/** The wires that this server speaks beside its own. */
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
  /** What stands in the reply's reward: finite. */
  readonly value: number;
  /** Whether `value` is no reward: the policy put it there. */
  readonly replaced: boolean;
}

/** A policy of a trainer was used; counted in /metrics. */
export interface NoRewardUse {
  readonly trainer: TrainerName;
  readonly policy: 'error' | 'mask' | 'none' | 'neutral' | 'number';
  readonly status: Reward['status'];
  /** The run that the rollout belongs to. */
  readonly run?: string | undefined;
}

/** Sent under `neutral` where no rollout of the group earned anything: the same for all of them, so that no advantage comes of it. */
const NOBODY_EARNED = 0;

/**
 * @param stored what the run's first request said, or null
 * @param own what is configured for this trainer
 * @returns the policy that holds; the stored one does only where this trainer's wire has a value for it
 */
export function policyFor(stored: NoReward | null, own: NoReward): NoReward {
  if (stored === null || stored === 'none' || (stored === 'mask' && own !== 'mask')) return own;
  return stored;
}

/**
 * Gives a trainer what was declared for it where there is no reward.
 * @returns an error where the policy is one: RLAR_NO_REWARD for a rollout that no tool could score, or what kept it from
 * being scored
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
    const named = typeof policy === 'number' ? 'number' : policy;
    onUse({ trainer, policy: named, status: reward.status });
    return { reward, value: standIn(reward, policy), replaced: true };
  });
  const first = outcomes.find((outcome) => outcome.replaced)?.reward;
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
