import type { SettingsOf } from '../../spec/shaping.ts';
import { passRate, type Shape, slotValues } from './member.ts';

/**
 * A component that counts only while the learner is in a certain state: r + w·s while the share of right rollouts in the
 * group lies from `above` to `below`, else r. From the adaptive rewards of “Reward Design for Reinforcement Learning
 * Agents” (2025), which follow the learner's current policy. A service knows the policy only through the pass rate of the
 * group.
 */
export const adaptive: Shape<SettingsOf<'adaptive'>> = (members, { slot, weight, above, below, right }) => {
  const rate = passRate(members, right);
  if (rate < above || rate > below) return members.map(({ reward }) => ({ reward }));
  const values = slotValues(members, slot);
  if ('why' in values) return values;
  return members.map(({ reward }, index) => ({ reward: reward + weight * values[index]! }));
};
