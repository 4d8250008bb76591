import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Arms of the table: where rewards come from. The four first are the claim; then rlar with a part left out, and a metric that is told what
 * no data set says: a right response to every query. */
export const ARMS = [
  'rlar',
  'metric',
  'reward-model',
  'hand',
  'frozen',
  'no-learned',
  'no-verifiers',
  'random',
  'metric-told',
] as const;
export type Arm = (typeof ARMS)[number];

/** One look at held-out tasks during a training, as `train.py` writes it. */
const look = z.object({
  /** The arm, or the name of another training. */
  arm: z.string(),
  seed: z.number().int(),
  step: z.number().int(),
  /** Since the training began, without looks. */
  seconds: z.number(),
  /** Share of held-out tasks that are solved, by kind. */
  held_out: z.record(z.string(), z.number()),
  /** Words of a response, in the mean. */
  words: z.number(),
  /** Share of responses that did not end. */
  unended: z.number(),
});
export type Look = z.infer<typeof look>;

const ofKind = z.object({
  rollouts: z.number(),
  scored: z.number(),
  reward: z.number().nullable(),
  /** Rollouts that rlar and a function of a person rewarded, and those of them with the same number. */
  compared: z.number(),
  same: z.number(),
});
const step = z.object({
  arm: z.string(),
  seed: z.number().int(),
  step: z.number().int(),
  kinds: z.record(z.string(), ofKind),
});
/** The rewards of one step of a training, by kind. */
export type Step = z.infer<typeof step>;

export function looksIn(file: string): Look[] {
  return linesIn(file, look);
}

export function stepsIn(file: string): Step[] {
  return linesIn(file, step);
}

/** A training that was stopped makes some steps again: the last line of a step counts. A line that a stop cut short is left out. */
function linesIn<Line extends { arm: string; seed: number; step: number }>(
  file: string,
  schema: z.ZodType<Line>,
): Line[] {
  if (!existsSync(file)) return [];
  const found = new Map<string, Line>();
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const parsed = schema.safeParse(parsedOrNull(text));
    if (parsed.success) found.set(`${parsed.data.arm}/${parsed.data.seed}/${parsed.data.step}`, parsed.data);
  }
  return [...found.values()];
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @returns the mean share of solved tasks over kinds, in points */
export function accuracyOf({ held_out }: Look): number {
  const shares = Object.values(held_out);
  return (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length;
}

/** @returns the last look of a training that came to its end; null for one that did not */
export function lastLook(looks: readonly Look[], arm: string, seed: number, steps: number): Look | null {
  return looks.find((one) => one.arm === arm && one.seed === seed && one.step === steps) ?? null;
}
