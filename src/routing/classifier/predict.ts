import { WORD_FEATURES } from './features.ts';
import type { KindModel } from './model.ts';

/** The raw prediction of the model for a prompt, before its confidence is estimated. */
export interface Reckoning {
  /** The softmax over the families, under the assumption that the prompt belongs to one of them. */
  readonly likely: Float64Array;
  /** The same softmax, from the features that hold in every language alone: the layout and the concepts. */
  readonly byConcepts: Float64Array;
  /** How probable it is that the prompt is of no kind: noise, data without a question, several tasks at once. */
  readonly none: number;
  /** The same probability, from the layout and the concepts alone. */
  readonly noneByConcepts: number;
  /** The share of the prompt's words and pairs of words that the model never learned anything of. */
  readonly strange: number;
}

/**
 * Features without learned weights do not count, so a prompt in an unknown language is judged by its concepts.
 * @param features indices of the features that a prompt has, each once
 */
export function reckon(
  { weights, scales, biases }: Pick<KindModel, 'weights' | 'scales' | 'biases'>,
  features: Int32Array,
): Reckoning {
  const width = biases.length;
  const byWords = new Float64Array(width);
  const byConcepts = new Float64Array(width);
  let words = 0;
  let known = 0;
  let concepts = 0;
  for (let index = 0; index < features.length; index += 1) {
    const feature = features[index]!;
    const row = feature * width;
    const isWord = feature >= WORD_FEATURES;
    const sums = isWord ? byWords : byConcepts;
    let any = 0;
    for (let family = 0; family < width; family += 1) {
      const weight = weights[row + family]!;
      any |= weight;
      sums[family]! += weight;
    }
    if (isWord) words += 1;
    if (any === 0) continue;
    if (isWord) known += 1;
    else concepts += 1;
  }
  const norm = 1 / Math.sqrt(Math.max(1, known + concepts));
  const normOfConcepts = 1 / Math.sqrt(Math.max(1, concepts));
  for (let family = 0; family < width; family += 1) {
    const scale = scales[family]!;
    byWords[family] = (byWords[family]! + byConcepts[family]!) * scale * norm + biases[family]!;
    byConcepts[family] = byConcepts[family]! * scale * normOfConcepts + biases[family]!;
  }
  const [likely, none] = withoutNone(softmax(byWords));
  const [alone, noneByConcepts] = withoutNone(softmax(byConcepts));
  return {
    likely,
    byConcepts: alone,
    none,
    noneByConcepts,
    strange: words === 0 ? 1 : 1 - known / words,
  };
}

/** Removes the last class. @returns the other probabilities, scaled to sum to 1, and the probability of the last class */
function withoutNone(all: Float64Array): [Float64Array, number] {
  const families = all.subarray(0, all.length - 1);
  const none = all[all.length - 1]!;
  let rest = 0;
  for (const share of families) rest += share;
  if (rest > 0) for (let index = 0; index < families.length; index += 1) families[index]! /= rest;
  else families.fill(1 / families.length);
  return [families, none];
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
