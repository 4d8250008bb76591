import type { SettingsOf } from '../../spec/shaping.ts';
import { NOT_SHARES, type Shape, shares, slotColumns } from './member.ts';

/**
 * Stage-wise reward: (1/n)·Σ sₖ over the stages that are open; a stage is open where all before it reached their mark. From
 * progressive reward shaping (PRS, 2025): first what parses, then what is right, then what is good.
 */
export const stages: Shape<SettingsOf<'stages'>> = (members, settings) => {
  const columns = slotColumns(members, [...new Set(settings.stages.map(({ slot }) => slot))]);
  if ('why' in columns) return columns;
  if (!shares(columns.values())) return NOT_SHARES;
  return members.map((_, index) => {
    let sum = 0;
    for (const { slot, at } of settings.stages) {
      const value = columns.get(slot)![index]!;
      sum += value;
      if (value < at) break;
    }
    return { reward: sum / settings.stages.length };
  });
};
