import { hash } from 'node:crypto';
import { z } from 'zod';

/** Queries that have served as items of trials, each with the number of trials; the oldest first. */
export const spentItems = z.array(z.tuple([z.string(), z.number()]));

/** Trials that one query serves at most, over all time: then it is spent, because changes have been chosen by it. */
export const MOST_TRIALS = 20;
/** Queries that are remembered. */
const MOST_ITEMS = 10_000;

/**
 * Counts what held-out items are used for. A query is an item of one trial once, however often it comes back in later epochs,
 * and of at most 20 trials; a spent one decides nothing any more.
 */
export class Spending {
  readonly #counts: Map<string, number>;

  constructor(counts: z.infer<typeof spentItems> = []) {
    this.#counts = new Map(counts);
  }

  state(): z.infer<typeof spentItems> {
    return [...this.#counts];
  }

  /**
   * Takes an item for a trial.
   * @param used the items that the trial has had; the new one is added
   * @returns false where the trial has had it, or where it is spent
   */
  take(queryKey: string, used: string[]): boolean {
    const item = hash('sha256', queryKey, 'hex').slice(0, 12);
    const count = this.#counts.get(item) ?? 0;
    if (count >= MOST_TRIALS || used.includes(item)) return false;
    used.push(item);
    this.#counts.delete(item);
    this.#counts.set(item, count + 1);
    if (this.#counts.size > MOST_ITEMS) this.#counts.delete(this.#counts.keys().next().value!);
    return true;
  }
}
