import type { SettingsOf } from '../../spec/shaping.ts';
import type { Shape } from './member.ts';

/**
 * Tiered rewards: each reward is replaced by the value of its tier. Edges and values grow, so the order of rewards is kept.
 * From “Sweet Spot Learning” (SSL, 2026): tiers that grow toward the goal.
 */
export const tiers: Shape<SettingsOf<'tiers'>> = (members, { edges, values }) =>
  members.map(({ reward }) => ({ reward: values[edges.filter((edge) => reward >= edge).length]! }));
