import type { SettingsOf } from '../../spec/shaping.ts';
import { ALONE, mean, measured, type Shape } from './member.ts';

/**
 * Conditional advantage estimation: the group is cut at the median of a measure, and a rollout is compared with the other
 * half and with its own: A = μ·(r − mean of the other half) + (1 − μ)·(r − mean of its own half). The better half shows
 * which direction of the measure helps; no direction is preferred in advance. Rollouts at the median belong to the lower
 * half, so that the order of the group changes nothing. From “CANON” (2025), with the formula of its authors' description.
 */
export const canon: Shape<SettingsOf<'canon'>> = (members, { measure, between }) => {
  if (members.length < 2) return ALONE;
  const values = measured(members, measure);
  if ('why' in values) return values;
  const ordered = values.toSorted((left, right) => left - right);
  const median = ordered[Math.ceil(ordered.length / 2) - 1]!;
  const isHigh = values.map((value) => value > median);
  const rewardsWhere = (high: boolean): number[] =>
    members.flatMap(({ reward }, index) => (isHigh[index] === high ? [reward] : []));
  const halves = { high: rewardsWhere(true), low: rewardsWhere(false) };
  if (halves.high.length === 0) return { why: `${measure} is the same for half of the group and more` };
  const [high, low] = [mean(halves.high), mean(halves.low)];
  return members.map(({ reward }, index) => {
    const [own, other] = isHigh[index] ? [high, low] : [low, high];
    return { reward: between * (reward - other) + (1 - between) * (reward - own) };
  });
};
