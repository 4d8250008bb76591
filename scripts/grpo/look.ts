import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export const ARMS = [
  'rlar',
  'metric',
  'reward-model',
  'hand',
  'frozen',
  'no-learned',
  'no-verifiers',
  'random',
] as const;
export type Arm = (typeof ARMS)[number];

/** One look at held-out tasks during a training, as `train.py` writes it. */
const look = z.object({
  arm: z.enum(ARMS),
  seed: z.number().int(),
  step: z.number().int(),
  seconds: z.number(),
  /** Share of held-out tasks that are solved, by kind. */
  held_out: z.record(z.string(), z.number()),
  /** Words of a response, in the mean. */
  words: z.number(),
  /** Share of responses that did not end. */
  unended: z.number(),
  /** Since the last look: share of rollouts with a reward, the mean reward, and the share that a person's functions reward alike. */
  scored: z.number().nullable(),
  reward: z.number().nullable(),
  same_as_hand: z.number().nullable(),
});
export type Look = z.infer<typeof look>;

/** @returns the looks of a file of JSON lines; none where it is not there. A line that a stop cut short is left out */
export function looksIn(file: string): Look[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [look.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
}

/** @returns the mean share of solved tasks over kinds, in points */
export function accuracyOf({ held_out }: Look): number {
  const shares = Object.values(held_out);
  return (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length;
}

/** @returns the last look of a training that came to its end; null for one that did not */
export function lastLook(looks: readonly Look[], arm: Arm, seed: number, steps: number): Look | null {
  return looks.find((one) => one.arm === arm && one.seed === seed && one.step === steps) ?? null;
}
