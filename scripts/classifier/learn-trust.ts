/** One guess by its signs, whether it was right, and how much it counts. */
export interface Trial {
  readonly signs: Float64Array;
  readonly right: boolean;
  readonly weight: number;
}

const ROUNDS = 600;
const RATE = 0.5;
const DECAY = 2e-3;

/** Logistic regression by gradient descent with momentum over all trials at once. @returns one weight for each sign */
export function learnTrust(trials: readonly Trial[]): number[] {
  const width = trials[0]?.signs.length ?? 0;
  const weights = new Float64Array(width);
  const speed = new Float64Array(width);
  const total = trials.reduce((sum, trial) => sum + trial.weight, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Float64Array(width);
    for (const { signs, right, weight } of trials) {
      let sum = 0;
      for (let at = 0; at < width; at += 1) sum += weights[at]! * signs[at]!;
      const miss = (1 / (1 + Math.exp(-sum)) - (right ? 1 : 0)) * weight;
      for (let at = 0; at < width; at += 1) gradient[at]! += miss * signs[at]!;
    }
    for (let at = 0; at < width; at += 1) {
      speed[at] = 0.9 * speed[at]! - RATE * (gradient[at]! / total + DECAY * (at === 0 ? 0 : weights[at]!));
      weights[at]! += speed[at]!;
    }
  }
  return Array.from(weights, (weight) => Number(weight.toPrecision(6)));
}
