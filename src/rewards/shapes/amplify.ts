import type { SettingsOf } from '../../spec/shaping.ts';
import { mean, passRate, type Shape } from './member.ts';

/**
 * Positive amplification: g·(r − mean) for what is better than its group, r − mean for the rest; g is `gain` while fewer than `below` of the
 * group are right, else 1. The few successes of a hard query then outweigh its many failures. From “R³L: Reflect-then-Retry” (2026), which
 * up-weights successful trajectories; we know it from its abstract, and the formula is ours.
 */
export const amplify: Shape<SettingsOf<'amplify'>> = (members, { gain, below, right }) => {
  const middle = mean(members.map(({ reward }) => reward));
  const factor = passRate(members, right) < below ? gain : 1;
  return members.map(({ reward }) => {
    const away = reward - middle;
    return { reward: away > 0 ? factor * away : away };
  });
};
