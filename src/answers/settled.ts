import type { Place } from './claim.ts';
import type { Picked } from './picked.ts';

/**
 * What a response finally claims. `one`: a single value stands · `several`: different ones stand side by side ·
 * `doubted`: only a guess · `denied`: only values that it denies, takes back or reports · `none`: no value at all.
 */
export interface Settled<Value> {
  readonly outcome: 'one' | 'several' | 'doubted' | 'denied' | 'none';
  /** The values that stand, in order; of a guess the guess; empty for `denied` and `none`. */
  readonly values: readonly Value[];
  readonly place: Place | null;
  /** The statement that the values were read from. */
  readonly text: string;
}

/** What a response without any value claims. */
export const NOTHING: Settled<never> = { outcome: 'none', values: [], place: null, text: '' };

/** Turns what a statement gives into what the response claims. */
export function settledFrom<Value>(
  picked: Picked<Value>,
  stance: string,
  place: Place,
  text: string,
): Settled<Value> {
  if (stance === 'denied' || stance === 'quoted') return { outcome: 'denied', values: [], place, text };
  if (stance === 'doubted') return { outcome: 'doubted', values: picked.values, place, text };
  return { outcome: picked.values.length === 1 ? 'one' : 'several', values: picked.values, place, text };
}
