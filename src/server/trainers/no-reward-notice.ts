import type { NoRewardUse, TrainerName } from './no-reward.ts';

/** Key of the trainer's policy in the configuration; absent for a protocol with its own value for "no reward". */
const SETTINGS: Partial<Record<TrainerName, string>> = {
  openrlhf: 'openrlhf',
  slime: 'slime',
  'nemo-gym': 'nemoGym',
  rlar: 'rlar',
  'verl-router': 'verlRouter',
};

const KEPT = 10_000;

/**
 * @param tell called once per run, with one line, at its first rollout without a reward
 * @returns a function to call for every rollout without a reward
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
      `${trainer}, run ${run ?? '(none)'}: a rollout has no reward (${status}), and the trainer gets ${happens}.${instead} docs/trainers/no-reward.md`,
    );
  };
}
