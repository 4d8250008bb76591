import { z } from 'zod';
import { detector, newDetector, observe } from './detector.ts';
import { leastMean } from './mean-bounds.ts';

/**
 * Notices when the mean of a stream falls below what it was. The first values are the reference, and the error of the
 * reference is paid for: the mean to hold is a lower bound of it, taken anew each time the reference has doubled. Each bound
 * comes from values before those that it is held against. Plain data, so that it can be stored.
 */
export const trend = z.object({
  detector,
  /** Whether all values are 0 or 1. */
  areBits: z.boolean(),
  /** A fall that is smaller than this is no alarm. */
  tolerance: z.number(),
  /** Chance that one of the bounds of the reference is wrong. It counts in the sum of all false alarms. */
  error: z.number(),
  /** The reference so far. */
  sum: z.number(),
  of: z.number(),
});
export type Trend = z.infer<typeof trend>;

const CLOSINGS: readonly number[] = [50, 100, 200, 300, 400, 600, 800];

export function newTrend({
  alarmAt,
  areBits,
  tolerance,
  error,
}: Pick<Trend, 'areBits' | 'tolerance' | 'error'> & { readonly alarmAt: number }): Trend {
  return { detector: newDetector(0, alarmAt), areBits, tolerance, error, sum: 0, of: 0 };
}

/**
 * Adds a value from 0 to 1.
 * @returns the evidence where it is an alarm, else null; null as long as there is no reference
 */
export function follow(running: Trend, value: number): number | null {
  const { detector: watch, tolerance, error } = running;
  const evidence = watch.mean > 0 ? observe(watch, value) : null;
  if (running.of >= CLOSINGS.at(-1)!) return evidence;
  running.sum += value;
  running.of += 1;
  if (CLOSINGS.includes(running.of))
    watch.mean = Math.max(watch.mean, leastMean(running, error / CLOSINGS.length) - tolerance);
  return evidence;
}
