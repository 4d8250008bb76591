import { table } from '../../spec/table.ts';

/** Coefficients of Abramowitz and Stegun 7.1.26 in the form of Numerical Recipes: the error is below 1.2e-7 of the value. */
const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
] as const;

function erf(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const series = ERFC.reduceRight((sum, factor) => factor + t * sum, 0);
  const rest = t * Math.exp(-x * x + series);
  return x >= 0 ? 1 - rest : rest - 1;
}

/** What lies between the two layers of a block, by the name that `config.json` gives it. */
export const ACTIVATIONS = table<(x: number) => number>({
  gelu: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
  gelu_new: (x) => 0.5 * x * (1 + Math.tanh(0.7978845608028654 * (x + 0.044715 * x ** 3))),
  relu: (x) => Math.max(0, x),
});

/** Makes probabilities of the first `count` numbers of a row, in place. */
export function softmax(row: Float32Array | Float64Array, count: number): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at += 1) most = Math.max(most, row[at]!);
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += row[at] = Math.exp(row[at]! - most);
  for (let at = 0; at < count; at += 1) row[at]! /= sum;
}

/** Puts each row of `size` numbers to a mean of nothing and a spread of one, then to the layer's own, in place. */
export function normalise(
  rows: Float32Array,
  size: number,
  {
    weight,
    bias,
    epsilon,
  }: { readonly weight: Float32Array; readonly bias: Float32Array; readonly epsilon: number },
): void {
  for (let from = 0; from < rows.length; from += size) {
    let mean = 0;
    for (let at = 0; at < size; at += 1) mean += rows[from + at]!;
    mean /= size;
    let spread = 0;
    for (let at = 0; at < size; at += 1) spread += (rows[from + at]! - mean) ** 2;
    const scale = 1 / Math.sqrt(spread / size + epsilon);
    for (let at = 0; at < size; at += 1)
      rows[from + at] = (rows[from + at]! - mean) * scale * weight[at]! + bias[at]!;
  }
}
