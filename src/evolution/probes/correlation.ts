/** A score, and the trusted verdict on the same rollout. */
export type Scored = readonly [score: number, verdict: number];

/**
 * @returns Pearson's correlation; null where one side does not vary. A proxy that correlated with the truth on the first
 * rollouts and no longer does is being hacked (Correlated Proxies, arXiv 2403.03185)
 */
export function correlation(pairs: readonly Scored[]): number | null {
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [score, verdict] of pairs) {
    xy += (score - x) * (verdict - y);
    xx += (score - x) ** 2;
    yy += (verdict - y) ** 2;
  }
  return xx < 1e-12 || yy < 1e-12 ? null : xy / Math.sqrt(xx * yy);
}
