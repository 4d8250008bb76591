import type { Calibration, KindModel } from './model.ts';

/**
 * @param features indices of the features that a prompt has, each once
 * @returns the softmax over the families
 */
export function probabilities(
  model: Pick<KindModel, 'weights' | 'scales' | 'biases'>,
  features: Int32Array,
): Float64Array {
  const { weights, scales, biases } = model;
  const width = biases.length;
  const sums = new Float64Array(width);
  for (let index = 0; index < features.length; index += 1) {
    const row = features[index]! * width;
    for (let family = 0; family < width; family += 1) sums[family]! += weights[row + family]!;
  }
  const norm = 1 / Math.sqrt(Math.max(1, features.length));
  for (let family = 0; family < width; family += 1)
    sums[family] = sums[family]! * scales[family]! * norm + biases[family]!;
  return softmax(sums);
}

/** Changes the numbers in place. */
export function softmax(scores: Float64Array): Float64Array {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let total = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const power = Math.exp(scores[index]! - highest);
    scores[index] = power;
    total += power;
  }
  for (let index = 0; index < scores.length; index += 1) scores[index]! /= total;
  return scores;
}

/** @returns the index of the greatest number, the first of several */
export function mostLikely(likely: Float64Array): number {
  let best = 0;
  for (let index = 1; index < likely.length; index += 1) if (likely[index]! > likely[best]!) best = index;
  return best;
}

/** Rules a family out: shares its probability among the others. Changes the numbers in place. */
export function withoutFamily(likely: Float64Array, family: number): void {
  likely[family] = 0;
  let rest = 0;
  for (const share of likely) rest += share;
  if (rest > 0) for (let index = 0; index < likely.length; index += 1) likely[index]! /= rest;
  else likely.fill(1 / likely.length);
}

/** @returns the height of the curve at `probability`; level before its first and after its last point */
export function calibrated(curve: Calibration, probability: number): number {
  let before = curve[0];
  if (!before) return probability;
  for (const point of curve) {
    if (probability <= point[0]) {
      const width = point[0] - before[0];
      return width <= 0 ? point[1] : before[1] + ((point[1] - before[1]) * (probability - before[0])) / width;
    }
    before = point;
  }
  return before[1];
}
