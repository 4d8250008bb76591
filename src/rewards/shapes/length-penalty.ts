import type { SettingsOf } from '../../spec/shaping.ts';
import { measured, type Shape } from './member.ts';

/**
 * A cost of length: r − most·clamp((L − free) / (cap − free), 0, 1). This is the soft overlong punishment of DAPO (2025); the
 * “generalized length penalty” of “Beyond Monolithic Rewards” (2025) has no formula in its abstract. It can put a long right answer
 * below a short wrong one where `most` is above their difference: `length-gate` cannot.
 */
export const lengthPenalty: Shape<SettingsOf<'length-penalty'>> = (members, { measure, free, cap, most }) => {
  const lengths = measured(members, measure);
  if ('why' in lengths) return lengths;
  return members.map(({ reward }, index) => {
    const part = Math.min(1, Math.max(0, (lengths[index]! - free) / (cap - free)));
    return { reward: reward - most * part };
  });
};
