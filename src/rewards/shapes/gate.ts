import type { SettingsOf } from '../../spec/shaping.ts';
import { type Shape, slotColumns, slotValues } from './member.ts';

/**
 * Gated reward accumulation: r + Σ wₖ·max(0, sₖ) where the gate's slot reaches its mark, else r. The added amount is never
 * below 0, so a rollout that fails the gate never stands above an equal rollout that passes it. From “Stabilizing Long-term
 * Multi-turn Reinforcement Learning with Gated Rewards” (G-RA, arXiv 2508.10548), whose abstract says that immediate
 * rewards are accumulated only where the high-level reward meets a threshold.
 */
export const gate: Shape<SettingsOf<'gate'>> = (members, { slot, at, pay }) => {
  const gates = slotValues(members, slot);
  if ('why' in gates) return gates;
  const weights = Object.entries(pay) as [keyof typeof pay, number][];
  const columns = slotColumns(
    members,
    weights.map(([name]) => name),
  );
  if ('why' in columns) return columns;
  return members.map(({ reward }, index) => {
    if (gates[index]! < at) return { reward, flags: ['gated'] };
    const paid = weights.reduce(
      (sum, [name, weight]) => sum + weight * Math.max(0, columns.get(name)![index]!),
      0,
    );
    return { reward: reward + paid };
  });
};
