import { advantageShapes } from '../../spec/advantage-shapes.ts';
import type { Reward } from '../../spec/reward.ts';
import type { ShapingByKind } from '../../spec/shaping-by-kind.ts';
import { SLOTS, type Slots } from '../../spec/slots.ts';
import type { Outcome } from './no-reward.ts';

/** Largest factor for scaling the parts. Parts that nearly cancel each other out would need a larger one and are not scaled. */
const LARGEST_SCALE = 1e6;

/**
 * A reward as a sum of one part per slot, always with the same keys. If the parts do not add up to the reward (because a
 * gate closed, or the least part counts), they are scaled to that sum.
 * @param slotOf the slot of a tool whose assignment, of an older rlar, does not say it
 */
export function rewardComponents(
  { reward, value, replaced }: Outcome,
  slotOf: (tool: string) => keyof Slots,
): Slots {
  const parts = Object.fromEntries(SLOTS.map((slot) => [slot, 0])) as Record<keyof Slots, number>;
  if (replaced) return parts;
  const weights = slotWeights(reward, slotOf);
  const filled = SLOTS.filter((slot) => reward.slots[slot] !== null);
  const whole = filled.reduce((sum, slot) => sum + weights[slot], 0);
  for (const slot of filled)
    parts[slot] = whole > 0 ? ((reward.slots[slot] ?? 0) * weights[slot]) / whole : 0;
  const scale = value / SLOTS.reduce((total, slot) => total + parts[slot], 0);
  const scalable = Math.abs(scale) < LARGEST_SCALE;
  for (const slot of SLOTS) parts[slot] = scalable ? parts[slot] * scale : 0;
  if (!scalable) parts[filled[0] ?? 'correctness'] = value;
  return parts;
}

/**
 * An advantage stands around 0, so parts that are scaled to it say nothing of their slots, and a trainer that normalises components would do
 * for the second time what the shape did. The whole run is asked and not one kind, so that a batch of several kinds has components in every
 * sample or in none.
 * @returns why the samples of a run have no components, or null where they have them
 */
export function whyNoComponents(shaping: ShapingByKind): string | null {
  const shapes = Object.values(shaping).flatMap((list) => list.map(({ shape }) => shape));
  const found = shapes.find((shape) => Object.hasOwn(advantageShapes, shape));
  return found === undefined
    ? null
    : `the run has the shape ${found}, which makes an advantage of the reward: train on reward alone, or take the shape out of the run`;
}

function slotWeights(reward: Reward, slotOf: (tool: string) => keyof Slots): Record<keyof Slots, number> {
  const weights = Object.fromEntries(SLOTS.map((slot) => [slot, 0])) as Record<keyof Slots, number>;
  for (const { id, slot, weight } of reward.assignment.tools) weights[slot ?? slotOf(id)] += weight;
  return weights;
}
