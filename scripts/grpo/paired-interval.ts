/** Student's t for 95 %, two-sided, by degrees of freedom from 1 on. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** A difference between two arms over seeds: both trained with the same draws, so seeds are pairs. */
export interface PairedInterval {
  readonly mean: number;
  /** Null for a single seed. */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * Student's interval of the mean of paired differences.
 * @param differences one a seed, at most ten
 */
export function pairedInterval(differences: readonly number[]): PairedInterval | null {
  const n = differences.length;
  if (n === 0) return null;
  const mean = differences.reduce((sum, one) => sum + one, 0) / n;
  if (n === 1) return { mean, interval: null };
  const t = T[n - 2];
  if (t === undefined) throw new RangeError(`${n} seeds: at most ${T.length + 1}`);
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const half = t * Math.sqrt(variance / n);
  return { mean, interval: [mean - half, mean + half] };
}
