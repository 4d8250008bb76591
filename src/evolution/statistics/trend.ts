import { z } from 'zod';
import { detector, newDetector, observe } from './detector.ts';
import { leastMean } from './mean-bounds.ts';

/**
 * Notices when the mean of a stream falls below what it was. The first values are the reference, and the error of the
 * reference is paid for: the mean to hold is a lower bound of it, taken anew each time the reference has doubled. Each bound
 * comes from values before those that it is held against. A bound that is known beforehand may stand
 * in for the reference until there are 50 values, and beside it as long as the reference lies above it. Plain data, so that it can be stored.
 */
export const trend = z.object({
  detector,
  /** Whether all values are 0 or 1. */
  areBits: z.boolean(),
  /** A fall that is smaller than this is no alarm. */
  tolerance: z.number(),
  /** Chance that one of the bounds of the reference is wrong. It counts in the sum of all false alarms. */
  error: z.number(),
  /** What the mean is at least by what was known before the first value; 0 where nothing was. */
  prior: z.number().default(0),
  /** The highest bound of the reference itself so far. */
  bound: z.number().default(0),
  /** The reference so far. */
  sum: z.number(),
  of: z.number(),
});
export type Trend = z.infer<typeof trend>;

/** The numbers of values at which a bound is taken, each with its share of the error. */
const CLOSINGS: ReadonlyMap<number, number> = new Map([
  [50, 0.05],
  [100, 0.15],
  [200, 0.3],
  [300, 0.15],
  [400, 0.15],
  [600, 0.1],
  [800, 0.1],
]);
const FIRST_CLOSING = Math.min(...CLOSINGS.keys());
const LAST_CLOSING = Math.max(...CLOSINGS.keys());

/** @param prior what the mean is at least by what is known before the first value; 0 where nothing is */
export function newTrend({
  alarmAt,
  areBits,
  tolerance,
  error,
  prior = 0,
}: Pick<Trend, 'areBits' | 'tolerance' | 'error'> & {
  readonly alarmAt: number;
  readonly prior?: number;
}): Trend {
  return { detector: newDetector(prior, alarmAt), areBits, tolerance, error, prior, bound: 0, sum: 0, of: 0 };
}

/** @returns the mean before a change: that of the reference, or what was known before it, while there are too few values */
export function meanBefore({ detector: { mean }, sum, of }: Trend): number {
  return of < FIRST_CLOSING && mean > 0 ? mean : sum / Math.max(1, of);
}

/**
 * Adds a value from 0 to 1.
 * @returns the evidence where it is an alarm, else null; null as long as there is no reference
 */
export function follow(running: Trend, value: number): number | null {
  const { detector: watch, tolerance, error } = running;
  const evidence = watch.mean > 0 ? observe(watch, value) : null;
  if (running.of >= LAST_CLOSING) return evidence;
  running.sum += value;
  running.of += 1;
  const share = CLOSINGS.get(running.of);
  if (share !== undefined) {
    running.bound = Math.max(running.bound, leastMean(running, error * share) - tolerance);
    const isAbove = running.sum / running.of >= running.prior;
    watch.mean = Math.max(running.bound, isAbove ? running.prior : 0);
  }
  return evidence;
}
