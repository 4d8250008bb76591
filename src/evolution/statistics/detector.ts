import { z } from 'zod';

/**
 * Notices when the mean of a stream of values from 0 to 1 falls below `mean`: a Shiryaev-Roberts e-detector (Shin, Ramdas
 * and Rinaldo, NEJSDS 2023) over a mixture of stakes. As long as the mean is at least `mean`, the number of false alarms in
 * `n` values is `n / alarmAt` at most in expectation, and so is the chance of one. Plain data, so that it can be stored.
 */
export const detector = z.object({
  mean: z.number().min(0).max(1),
  /** An alarm is raised where the evidence reaches this number. */
  alarmAt: z.number().positive(),
  /** Evidence by stake. */
  evidence: z.array(z.number()),
  /** Number of values. */
  seen: z.number(),
  /** Number of values before the change, as far as the values themselves tell. */
  onset: z.number(),
  /** Logarithm of the evidence since the onset, by the middle stake. */
  since: z.number(),
});
export type Detector = z.infer<typeof detector>;

/** Shares of the largest stake with which no single value can ruin the evidence. */
const STAKES = [0.02, 0.05, 0.1, 0.2, 0.4, 0.7].map((share) => share * 0.99);
const ONSET_STAKE = 0.4;

export function newDetector(mean: number, alarmAt: number): Detector {
  return { mean, alarmAt, evidence: STAKES.map(() => 0), seen: 0, onset: 0, since: 0 };
}

/**
 * Adds a value. After an alarm the detector begins anew.
 * @param value from 0 to 1. To notice a rise above `rate`, pass `1 - value` to a detector of `1 - rate`
 * @returns the evidence where it is an alarm, else null
 */
export function observe(watch: Detector, value: number): number | null {
  const { mean, alarmAt } = watch;
  const room = Math.max(1 - mean, 1e-6);
  const loss = (value - mean) / room;
  let total = 0;
  for (const [at, stake] of STAKES.entries()) {
    const next = (1 + watch.evidence[at]!) * (1 - stake * loss);
    watch.evidence[at] = next;
    total += next;
  }
  watch.seen += 1;
  watch.since += Math.log1p(-ONSET_STAKE * loss);
  if (watch.since <= 0) {
    watch.since = 0;
    watch.onset = watch.seen;
  }
  const mixed = total / STAKES.length;
  if (mixed < alarmAt) return null;
  watch.evidence = STAKES.map(() => 0);
  watch.since = 0;
  return mixed;
}

/** @returns how far the evidence is on its way to an alarm, from 0 to 1, by its logarithm */
export function alarmNearness({ evidence, alarmAt }: Detector): number {
  const mixed = evidence.reduce((sum, one) => sum + one, 0) / evidence.length;
  return Math.min(1, Math.log1p(mixed) / Math.log1p(alarmAt));
}
