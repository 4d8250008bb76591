/** @returns Pearson's correlation of pairs; null where there are fewer than two, or one side does not vary */
export function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  if (pairs.length < 2) return null;
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [one, other] = [mean(0), mean(1)];
  let [both, ones, others] = [0, 0, 0];
  for (const [left, right] of pairs) {
    both += (left - one) * (right - other);
    ones += (left - one) ** 2;
    others += (right - other) ** 2;
  }
  return ones === 0 || others === 0 ? null : both / Math.sqrt(ones * others);
}
