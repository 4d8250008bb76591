import type { SettingsOf } from '../../spec/shaping.ts';
import { ALONE, normalised, type Shape, slotColumns } from './member.ts';

/**
 * Decoupled normalisation: Σ wₖ·(sₖ − mean) / (std + 1e-4) over the group, slot by slot. A slot with the same value for all
 * rollouts adds 0. The result is an advantage before the batch normalisation of the paper, because a service sees groups
 * and not batches. The trainer must not normalise it by group again (scale_rewards="none" in TRL). Trainers that have GDPO
 * themselves get the slots and need no shape. From “GDPO” (2026), as TRL
 * (`multi_objective_aggregation="normalize_then_sum"`) and verl (`adv_estimator=gdpo`) compute it.
 */
export const gdpo: Shape<SettingsOf<'gdpo'>> = (members, { weights }) => {
  if (members.length < 2) return ALONE;
  const entries = Object.entries(weights) as [keyof typeof weights, number][];
  const columns = slotColumns(
    members,
    entries.map(([slot]) => slot),
  );
  if ('why' in columns) return columns;
  const parts = entries.map(([slot, weight]) =>
    normalised(columns.get(slot)!).map((value) => value * weight),
  );
  return members.map((_, index) => ({ reward: parts.reduce((sum, part) => sum + part[index]!, 0) }));
};
