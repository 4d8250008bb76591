/** The distance from the starting policy in nats, and what a rollout there was worth by the reward and by the truth. */
export type KlPoint = readonly [kl: number, reward: number, verdict: number];

/** A curve `a + b·d - c·d²` over d = √KL, as over-optimisation is described (arXiv 2210.10760, 2406.02900). */
export interface OverOptimisation {
  readonly points: number;
  /** KL at which the true worth is highest by the fitted curve; null where it still rises. */
  readonly peakKl: number | null;
  /** KL of the newest points in the mean. */
  readonly nowKl: number;
  /** True worth at the peak and now, by the curve. */
  readonly atPeak: number | null;
  readonly now: number;
  readonly advice: string;
}

const LEAST_POINTS = 60;
const NEWEST = 30;

/** @returns the fitted curve; null for fewer than 60 points, or where KL does not vary. It is an estimate, without a guarantee */
export function overOptimisation(points: readonly KlPoint[]): OverOptimisation | null {
  if (points.length < LEAST_POINTS) return null;
  const fitted = quadratic(points.map(([kl, , verdict]) => [Math.sqrt(kl), verdict]));
  if (!fitted) return null;
  const [a, b, c] = fitted;
  const at = (kl: number) => a + b * Math.sqrt(kl) + c * kl;
  const newest = points.slice(-NEWEST);
  const nowKl = newest.reduce((sum, [kl]) => sum + kl, 0) / newest.length;
  const peak = c < 0 && b > 0 ? (-b / (2 * c)) ** 2 : null;
  const past = peak !== null && nowKl > peak;
  return {
    points: points.length,
    peakKl: peak,
    nowKl,
    atPeak: peak === null ? null : at(peak),
    now: at(nowKl),
    advice: past
      ? `the true worth is estimated to fall since a KL of ${peak.toFixed(2)}: stop there, or lower the budget of KL`
      : 'the true worth is not estimated to have passed its peak',
  };
}

/** @returns the least squares of `a + b·x + c·x²`; null where x does not vary enough */
function quadratic(points: readonly (readonly [number, number])[]): [number, number, number] | null {
  const powers = [0, 0, 0, 0, 0];
  const sides = [0, 0, 0];
  for (const [x, y] of points) {
    for (let power = 0; power < 5; power++) powers[power]! += x ** power;
    for (let power = 0; power < 3; power++) sides[power]! += y * x ** power;
  }
  const rows = [0, 1, 2].map((row) => [powers[row]!, powers[row + 1]!, powers[row + 2]!, sides[row]!]);
  for (let column = 0; column < 3; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    if (Math.abs(pivot[column]!) < 1e-9) return null;
    const from = rows.indexOf(pivot);
    [rows[column], rows[from]] = [pivot, rows[column]!];
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[column]! / pivot[column]!;
      for (let place = column; place < 4; place++) row[place]! -= factor * pivot[place]!;
    }
  }
  return [0, 1, 2].map((row) => rows[row]![3]! / rows[row]![row]!) as [number, number, number];
}
