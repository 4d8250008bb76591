import type { WrittenTensor } from '../../src/testing/reward-models/safetensors-bytes.ts';

/** States of the first token of the better and of the worse response to one prompt. */
export interface StatePair {
  readonly good: Float32Array;
  readonly bad: Float32Array;
}

const STEPS = 400;
const RATE = 0.5;
/** Pulls weights to nothing: there are not many more pairs than numbers in a state. */
const PULL = 2e-3;
/** Spreads of a state that the pooler's curve takes for about straight. */
const STRAIGHT = 4;
/** Raw scores are as far apart as those of the models that people use. */
const SCALE = 4;

/**
 * Trains a scalar head by the Bradley-Terry loss on frozen states: the pooler puts each number of a state on a scale of
 * its own, the classifier weighs them.
 * @returns the tensors of the head, by the names that transformers has for them
 */
export function trainHead(pairs: readonly StatePair[]): Record<string, WrittenTensor> {
  const size = pairs[0]?.good.length ?? 0;
  const states = pairs.flatMap(({ good, bad }) => [good, bad]);
  const means = new Float32Array(size);
  const spreads = new Float32Array(size);
  for (let at = 0; at < size; at += 1) {
    means[at] = mean(states.map((state) => state[at]!));
    spreads[at] = Math.sqrt(mean(states.map((state) => (state[at]! - means[at]!) ** 2))) + 1e-6;
  }
  const pooled = (state: Float32Array) =>
    state.map((value, at) => Math.tanh((value - means[at]!) / (STRAIGHT * spreads[at]!)));
  const differences = pairs.map(({ good, bad }) => {
    const [first, second] = [pooled(good), pooled(bad)];
    return first.map((value, at) => value - second[at]!);
  });
  const weights = descend(differences, size).map((weight) => weight * SCALE);
  const dense = new Float32Array(size * size);
  for (let at = 0; at < size; at += 1) dense[at * size + at] = 1 / (STRAIGHT * spreads[at]!);
  return {
    'bert.pooler.dense.weight': { shape: [size, size], numbers: dense },
    'bert.pooler.dense.bias': {
      shape: [size],
      numbers: means.map((value, at) => -value / (STRAIGHT * spreads[at]!)),
    },
    'classifier.weight': { shape: [1, size], numbers: weights },
    'classifier.bias': { shape: [1], numbers: new Float32Array(1) },
  };
}

function descend(differences: readonly Float32Array[], size: number): Float32Array {
  const weights = new Float32Array(size);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = new Float32Array(size);
    for (const difference of differences) {
      let margin = 0;
      for (let at = 0; at < size; at += 1) margin += weights[at]! * difference[at]!;
      const missing = 1 / (1 + Math.exp(margin));
      for (let at = 0; at < size; at += 1) slope[at]! += (missing * difference[at]!) / differences.length;
    }
    for (let at = 0; at < size; at += 1) weights[at]! += RATE * (slope[at]! - PULL * weights[at]!);
  }
  return weights;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
