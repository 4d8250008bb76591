import type { SettingsOf } from '../../spec/shaping.ts';
import { ALONE, mean, measured, normalised, type Shape } from './member.ts';
import { weightAt } from './schedule.ts';

/**
 * Scales advantages by a number that only the trainer knows: (r − mean)·(1 + w(t)·z), z = the number's distance from the group's mean in
 * standard deviations, held to −1 … 1. No factor is below 0, so no sign turns. `from` above 0 and `to` below 0 explores first and settles
 * later. From “AEM: Adaptive Entropy Modulation” (2026), which rescales advantages by a response's uncertainty, and “VERL” (2025), which
 * does so by the acceleration of the effective rank of hidden states. We know both from their abstracts; the formula is ours.
 */
export const scale: Shape<SettingsOf<'scale'>> = (members, { measure, from, to, start, end }, { step }) => {
  if (members.length < 2) return ALONE;
  if (step === undefined) return { why: 'the request says no step' };
  const values = measured(members, measure);
  if ('why' in values) return values;
  const far = normalised(values);
  const middle = mean(members.map(({ reward }) => reward));
  const weight = weightAt(step, { from, to, start, end, curve: 'linear' });
  return members.map(({ reward }, index) => ({
    reward: (reward - middle) * (1 + weight * Math.max(-1, Math.min(1, far[index]!))),
  }));
};
