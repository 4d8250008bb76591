import type { SettingsOf } from '../../spec/shaping.ts';
import { type Shape, slotColumns } from './member.ts';

/**
 * A rule's verdict and a model's score: c·rule + (1 − c)·model, where c is the trust in the rule, from 0 to 1. From “Beyond
 * Monolithic Rewards” (2025): model-based rewards beside rule-based ones “with confidence”.
 */
export const hybrid: Shape<SettingsOf<'hybrid'>> = (members, { rule, model, confidence }) => {
  const columns = slotColumns(members, [rule, model]);
  if ('why' in columns) return columns;
  return members.map((_, index) => ({
    reward: confidence * columns.get(rule)![index]! + (1 - confidence) * columns.get(model)![index]!,
  }));
};
