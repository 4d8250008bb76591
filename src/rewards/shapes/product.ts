import type { SettingsOf } from '../../spec/shaping.ts';
import { NOT_SHARES, type Shape, shares, slotColumns } from './member.ts';

/**
 * One main term and factors that reduce it: 0 where a hard slot is 0, else progress · Π factors. All slots lie from 0 to 1, so
 * that the product does too. From “CaRL: Learning Scalable Planning Policies with Simple Rewards” (2025): route completion,
 * which infractions end or multiply down.
 */
export const product: Shape<SettingsOf<'product'>> = (members, { progress, factors, hard }) => {
  const columns = slotColumns(members, [...new Set([progress, ...factors, ...hard])]);
  if ('why' in columns) return columns;
  if (!shares(columns.values())) return NOT_SHARES;
  return members.map((_, index) => {
    const at = (slot: typeof progress): number => columns.get(slot)![index]!;
    if (hard.some((slot) => at(slot) <= 0)) return { reward: 0, flags: ['hard_rule'] };
    return { reward: factors.reduce((left, slot) => left * at(slot), at(progress)) };
  });
};
