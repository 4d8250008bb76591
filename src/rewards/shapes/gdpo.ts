import type { SettingsOf } from '../../spec/shaping.ts';
import { ALONE, normalised, type Shape, slotColumns, slotValues } from './member.ts';

/**
 * Decoupled normalisation: Σ wₖ·(sₖ − mean) / (std + 1e-4) over the group, slot by slot. A slot with the same value for all
 * rollouts adds 0. The result is an advantage before the batch normalisation of the paper, because a service sees groups
 * and not batches. The trainer must not normalise it by group again (scale_rewards="none" in TRL). Trainers that have GDPO
 * themselves get the slots and need no shape. With `behind`, every other slot of a rollout below the mark is 0 before it is
 * normalised: a gate that closes afterwards would be lost. From “GDPO” (2026), as TRL
 * (`multi_objective_aggregation="normalize_then_sum"`) and verl (`adv_estimator=gdpo`) compute it.
 */
export const gdpo: Shape<SettingsOf<'gdpo'>> = (members, { weights, behind }) => {
  if (members.length < 2) return ALONE;
  const entries = Object.entries(weights) as [keyof typeof weights, number][];
  const columns = slotColumns(
    members,
    entries.map(([slot]) => slot),
  );
  if ('why' in columns) return columns;
  const gates = behind && slotValues(members, behind.slot);
  if (gates && 'why' in gates) return gates;
  const isShut = members.map((_, index) => gates !== undefined && gates[index]! < behind!.at);
  const parts = entries.map(([slot, weight]) => {
    const values = columns.get(slot)!;
    const open = values.map((value, index) => (isShut[index] && slot !== behind!.slot ? 0 : value));
    return normalised(open).map((value) => value * weight);
  });
  return members.map((_, index) => ({
    reward: parts.reduce((sum, part) => sum + part[index]!, 0),
    ...(isShut[index] && { flags: ['gated'] }),
  }));
};
