import {
  type Composite,
  compositeReward,
  type LabelledItem,
  type LabelsSay,
  meanRightness,
} from './composite.ts';

/** Sweeps over the weights, and the factors by which one is tried to change in each. */
const SWEEPS = 4;
const FACTORS = [0.25, 0.5, 2, 4] as const;
/** A part that is worth less than this on other items than its weight was tuned on is left out. */
const LEAST_WORTH = 0.005;

/**
 * Tunes the weights of a composite: the inner step fits the weights to trusted verdicts on one set of items, the outer step asks on
 * another set whether each auxiliary part helps, and drives the weight of one that does not to 0. It is the bi-level design of
 * “Behavior Alignment via Reward Function Optimization” (BARFI, 2023), with a search by coordinates in place of gradients, because
 * rightness has steps.
 * @param tuned items that the weights are fitted to
 * @param held other items, which decide whether a part stays
 * @returns the composite with the weights, without the parts that hurt
 */
export function tuneWeights(
  composite: Composite,
  tuned: readonly LabelledItem[],
  held: readonly LabelledItem[],
  by: LabelsSay = 'verdict',
): Composite {
  if (composite.how !== 'composite') return composite;
  let best = composite;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const before = best;
    for (const at of best.parts.keys())
      for (const factor of FACTORS) {
        const parts = best.parts.map((one, place) =>
          place === at ? { ...one, weight: within(one.weight * factor) } : one,
        );
        const other = { ...best, parts };
        if (worthOf(other, tuned, by) > worthOf(best, tuned, by) + 1e-9) best = other;
      }
    if (best === before) break;
  }
  return withoutWhatHurts(best, held, by);
}

function withoutWhatHurts(composite: Composite, held: readonly LabelledItem[], by: LabelsSay): Composite {
  let best = composite;
  for (let at = best.parts.length - 1; at >= 0 && best.parts.length > 1; at -= 1) {
    const parts = best.parts.filter((_, place) => place !== at);
    const isGateAlone = parts.every(({ gate }) => gate);
    const less: Composite = { how: parts.length === 1 ? 'one' : 'composite', parts };
    if (!isGateAlone && worthOf(less, held, by) >= worthOf(best, held, by) - LEAST_WORTH) best = less;
  }
  return best;
}

function worthOf(composite: Composite, items: readonly LabelledItem[], by: LabelsSay): number {
  return meanRightness(items, ({ values }) => compositeReward(composite, values), by);
}

function within(weight: number): number {
  return Math.min(16, Math.max(1 / 16, weight));
}
