import { z } from 'zod';
import { detector, newDetector, observe } from './detector.ts';
import { leastMean } from './mean-bounds.ts';

/**
 * Notices when the mean of a stream falls below what it was. The first values are the reference, and the error of the
 * reference is paid for: the mean to hold is a lower bound of it, taken anew each time the reference has doubled. Each bound
 * comes from values before those that it is held against. After an alarm a new reference begins.
 */
const trend = z.object({
  detector,
  /** Whether all values are 0 or 1. */
  areBits: z.boolean(),
  /** A fall that is smaller than this is no alarm. */
  tolerance: z.number(),
  /** The reference so far. */
  sum: z.number(),
  of: z.number(),
});
export type Trend = z.infer<typeof trend>;

const CLOSINGS: readonly number[] = [50, 100, 200, 300, 400, 600, 800];
/** Chance that one of the bounds of a reference is wrong, which the sum of all false alarms has to count. */
const REFERENCE_ERROR = 0.02;

/**
 * @param alarmAt one false alarm in this number of values is expected at most
 * @param areBits whether all values are 0 or 1, so that the bounds are narrower
 */
export function newTrend(alarmAt: number, areBits: boolean, tolerance: number): Trend {
  return { detector: newDetector(0, alarmAt), areBits, tolerance, sum: 0, of: 0 };
}

/**
 * Adds a value from 0 to 1.
 * @returns the evidence where it is an alarm, else null; null as long as there is no reference
 */
export function follow(running: Trend, value: number): number | null {
  const { detector: watch, areBits, tolerance } = running;
  const evidence = watch.mean > 0 ? observe(watch, value) : null;
  if (evidence !== null) {
    Object.assign(running, newTrend(watch.alarmAt, areBits, tolerance));
    return evidence;
  }
  if (running.of >= CLOSINGS.at(-1)!) return null;
  running.sum += value;
  running.of += 1;
  if (CLOSINGS.includes(running.of)) {
    const least = leastMean(running, REFERENCE_ERROR / CLOSINGS.length);
    watch.mean = Math.max(watch.mean, least - tolerance);
  }
  return null;
}
