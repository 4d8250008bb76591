import { z } from 'zod';

/**
 * A running bet against "the mean is at most `mean`" on values from 0 to 1. Its wealth is an e-process: under that claim it
 * reaches 1/α with a probability of at most α, however often it is looked at. The stake is chosen from earlier values alone
 * (approximate Kelly; Waudby-Smith and Ramdas, arXiv 2010.09686). Plain data, so that it can be stored.
 */
export const bet = z.object({
  mean: z.number().gt(0).lt(1),
  /** Number of values. */
  seen: z.number(),
  sum: z.number(),
  /** Sum of squared distances from the running mean. */
  spread: z.number(),
  /** Natural logarithm of the wealth. */
  log: z.number(),
});
export type Bet = z.infer<typeof bet>;

/** Share of the largest stake with which no single value can ruin the bet. */
const MOST_STAKE = 0.5;

export function newBet(mean: number): Bet {
  return { mean, seen: 0, sum: 0, spread: 0, log: 0 };
}

/**
 * Adds a value to the bet.
 * @param value from 0 to 1. Its expectation given all earlier values may be at most `mean` under the claim
 */
export function wager(running: Bet, value: number): void {
  const { mean } = running;
  const past = (0.5 + running.sum) / (1 + running.seen);
  const variance = (0.25 + running.spread) / (1 + running.seen);
  const stake = (past - mean) / (variance + (past - mean) ** 2);
  running.log += Math.log1p(Math.min(MOST_STAKE / mean, Math.max(0, stake)) * (value - mean));
  running.seen += 1;
  running.sum += value;
  running.spread += (value - (0.5 + running.sum) / (1 + running.seen)) ** 2;
}

/** @returns whether the claim can be given up with an error of at most `alpha` */
export function isWon({ log }: Bet, alpha: number): boolean {
  return log >= -Math.log(alpha);
}
