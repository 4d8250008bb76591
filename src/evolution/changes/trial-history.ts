import { z } from 'zod';
import type { Duel } from '../statistics/duel.ts';

/** How a trial stood at one of its items: both sides on the same items, and what the bets had won. */
const trialPoint = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** The step of the run that the item came from; null where it had none. */
  step: z.number().nullable(),
  /** The record of the audited rollout. */
  record: z.string(),
  phase: z.enum(['shadow', 'guard']),
  /** Items so far, of both phases. */
  seen: z.number(),
  /** How many of them the library with the change, and the one without it, had right. */
  candidate: z.number(),
  incumbent: z.number(),
  /** Natural logarithms of the wealth of the bets that the change is better, and that it is worse. */
  better: z.number(),
  worse: z.number(),
});
export type TrialPoint = z.infer<typeof trialPoint>;

/** An item on which the two sides gave different rewards. */
const trialFlip = z.object({
  record: z.string(),
  candidate: z.number().nullable(),
  incumbent: z.number().nullable(),
  /** Whether the rollout is right. */
  right: z.boolean(),
});

/** What a trial has seen, for who looks at it. No decision is made from it. */
export const trialHistory = z.object({
  points: z.array(trialPoint),
  /** The newest items with different rewards, the newest last. */
  flips: z.array(trialFlip),
});
export type TrialHistory = z.infer<typeof trialHistory>;

export const NO_HISTORY: TrialHistory = { points: [], flips: [] };

/** Later points are as far apart as this share of the items before them, so that 5,000 items leave about 250 points. */
const APART = 1 / 40;
const KEPT_FLIPS = 20;
const RIGHT = 0.5;

/** One audited item, as both sides rewarded it. */
export interface TrialItem {
  readonly record: string;
  readonly step: number | null;
  readonly candidate: number | null;
  readonly incumbent: number | null;
  readonly right: boolean;
}

/** Adds an item to a history. Changes it in place. */
export function addPoint(
  { points, flips }: TrialHistory,
  { record, step, candidate, incumbent, right }: TrialItem,
  { phase, duel, now }: { readonly phase: TrialPoint['phase']; readonly duel: Duel; readonly now: number },
): void {
  const last = points.at(-1);
  const isRight = (reward: number | null): number => (reward !== null && reward >= RIGHT === right ? 1 : 0);
  const [forward, back] = [duel.forward.log, duel.back.log];
  const point: TrialPoint = {
    at: now,
    step,
    record,
    phase,
    seen: (last?.seen ?? 0) + 1,
    candidate: (last?.candidate ?? 0) + isRight(candidate),
    incumbent: (last?.incumbent ?? 0) + isRight(incumbent),
    better: phase === 'shadow' ? forward : back,
    worse: phase === 'shadow' ? back : forward,
  };
  // The newest point always stands; the one before it goes where it is too near to the one before that.
  const before = points.at(-2);
  const isNear =
    last && before && last.phase === before.phase && last.seen - before.seen < Math.ceil(last.seen * APART);
  if (isNear && last.phase === phase) points.pop();
  points.push(point);
  if (candidate === incumbent) return;
  flips.push({ record, candidate, incumbent, right });
  if (flips.length > KEPT_FLIPS) flips.shift();
}
