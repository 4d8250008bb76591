import { z } from 'zod';

/** What is usual for a number: mean and spread of its first values. Plain data, so that it can be stored. */
export const usual = z.object({ of: z.number(), sum: z.number(), squares: z.number() });
export type Usual = z.infer<typeof usual>;

const LEARNT_FROM = 100;
const LEAST_SPREAD = 1e-3;

export function newUsual(): Usual {
  return { of: 0, sum: 0, squares: 0 };
}

/**
 * @returns the place of a value among the usual ones, from 0 (far below) to 1 (far above); null while these are being
 * learnt, which the value then takes part in
 */
export function placeAmongUsual(known: Usual, value: number): number | null {
  if (known.of < LEARNT_FROM) {
    known.of += 1;
    known.sum += value;
    known.squares += value ** 2;
    return null;
  }
  const mean = known.sum / known.of;
  const variance = Math.max(0, known.squares / known.of - mean ** 2);
  const spread = Math.max(Math.sqrt(variance), LEAST_SPREAD * Math.max(1, Math.abs(mean)));
  return 1 / (1 + Math.exp(Math.min(50, Math.max(-50, -(value - mean) / spread))));
}
