/** Better minus worse, measure by measure. */
export interface Difference {
  readonly values: readonly number[];
  readonly weight: number;
}

const RIDGE = 0.02;
const STEPS = 4_000;
const RATE = 0.05;

/** @returns weights of zero or more under which better stands above worse: logistic regression by projected gradient steps */
export function fitPairs(pairs: readonly Difference[], size: number): number[] {
  const weights = Array.from({ length: size }, () => 0.5);
  const squares = Array.from({ length: size }, () => 1e-8);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = weights.map((weight) => -RIDGE * weight);
    for (const { values, weight } of pairs) {
      let sum = 0;
      for (let at = 0; at < size; at += 1) sum += weights[at]! * values[at]!;
      const missed = weight / total / (1 + Math.exp(sum));
      for (let at = 0; at < size; at += 1) slopes[at]! += missed * values[at]!;
    }
    let moved = 0;
    for (let at = 0; at < size; at += 1) {
      squares[at] = 0.98 * squares[at]! + 0.02 * slopes[at]! ** 2;
      const next = Math.max(
        0,
        weights[at]! + (RATE * slopes[at]!) / Math.sqrt(squares[at]! + 1e-8) / Math.sqrt(1 + step / 100),
      );
      moved += Math.abs(next - weights[at]!);
      weights[at] = next;
    }
    if (moved < 1e-5) break;
  }
  return weights;
}
