/**
 * Chooses among many claims at once (e-BH; Wang and Ramdas, JRSS-B 2022). Of the claims given up, a share of at most
 * `alpha` is true in expectation, whatever the dependence between the values.
 * @param values e-values, one a claim: the wealth of a bet at a time that does not look ahead, never its maximum so far
 * @returns the places of the claims to give up, by falling value
 */
export function eBh(values: readonly number[], alpha: number): number[] {
  const falling = values.map((value, at) => ({ value, at })).sort((left, right) => right.value - left.value);
  const last = falling.findLastIndex(({ value }, at) => value >= values.length / (alpha * (at + 1)));
  return falling.slice(0, last + 1).map(({ at }) => at);
}
