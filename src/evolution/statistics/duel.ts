import { z } from 'zod';
import { bet, isWon, newBet, wager } from './bet.ts';

/**
 * Two tools on the same items. Each item counts once: one audit a group, or the mean of a group. `forward` bets that the
 * candidate is better, `back` that the incumbent is.
 */
export const duel = z.object({ forward: bet, back: bet });
export type Duel = z.infer<typeof duel>;

/**
 * @param benefit the least advantage of the candidate that counts as better, and of the incumbent that counts as worse, as
 * a difference of two rates
 */
export function newDuel(benefit = 0): Duel {
  return { forward: newBet((1 + benefit) / 2), back: newBet((1 + benefit) / 2) };
}

/** @param advantage how much more right the candidate is on this item than the incumbent, from -1 to 1 */
export function addItem({ forward, back }: Duel, advantage: number): void {
  wager(forward, (1 + advantage) / 2);
  wager(back, (1 - advantage) / 2);
}

/**
 * @param alpha chance of each of the two wrong decisions over all looks
 * @returns `better`, `worse`, or null while it is open
 */
export function decision({ forward, back }: Duel, alpha: number): 'better' | 'worse' | null {
  if (isWon(forward, alpha)) return 'better';
  return isWon(back, alpha) ? 'worse' : null;
}
