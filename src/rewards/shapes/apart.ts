import type { SettingsOf } from '../../spec/shaping.ts';
import { mean, type Shape } from './member.ts';

/**
 * Compares rollouts with those of their own sort alone: r − the mean of the rollouts whose sample has the same value of `by`. From “Agent-RLVR”
 * (2025): attempts that were given guidance must not push down those that were given none. A rollout that is the only one of its sort has 0.
 */
export const apart: Shape<SettingsOf<'apart'>> = (members, { by }) => {
  const sorts = members.map(({ extra }) => JSON.stringify(Object.hasOwn(extra, by) ? extra[by] : null));
  const means = new Map(
    [...new Set(sorts)].map((sort) => [
      sort,
      mean(members.filter((_, index) => sorts[index] === sort).map(({ reward }) => reward)),
    ]),
  );
  return members.map(({ reward }, index) => ({ reward: reward - means.get(sorts[index]!)! }));
};
