import type { NoRewardUse, TrainerName } from './no-reward.ts';

/** The part of the configuration in which a trainer's policy stands; absent where its wire has a value of its own. */
const SETTINGS: Partial<Record<TrainerName, string>> = {
  openrlhf: 'openrlhf',
  slime: 'slime',
  'nemo-gym': 'nemoGym',
  rlar: 'rlar',
  'verl-router': 'verlRouter',
};

const KEPT = 10_000;

/**
 * @param tell gets one line for each run in which a rollout has no reward, when the first one comes
 * @returns what is to be told of every rollout without a reward
 */
export function noRewardNotice(tell: (line: string) => void): (use: NoRewardUse) => void {
  const told = new Set<string>();
  return ({ trainer, policy, status, run }) => {
    const key = `${trainer}\n${run}`;
    if (told.has(key) || told.size >= KEPT) return;
    told.add(key);
    const setting = SETTINGS[trainer];
    const happens =
      policy === 'error' ? 'an error, which ends a step in most trainers' : `the policy ${policy}`;
    const instead =
      setting === undefined || policy === 'neutral'
        ? ''
        : ` With trainers.${setting}.noReward: neutral (or no_reward=neutral in the URL of a new run) it gets the mean of its group, which moves no gradient.`;
    tell(
      `${trainer}, run ${run ?? '(none)'}: a rollout has no reward (${status}), and the trainer gets ${happens}.${instead} docs/trainers/README.md`,
    );
  };
}
