import { countNext, lockFacts } from './counts.ts';
import type { PostgresDatabase } from './database.ts';
import { indexNext } from './words.ts';

/** Milliseconds between two looks for what is not counted yet. */
const EVERY_MS = 3_000;
/** Milliseconds of one look in which texts are indexed. */
const INDEX_MS = 1_000;

/**
 * Counts and indexes behind the ledger, in one replica at a time: who finds another at work leaves it to that one. Texts are
 * indexed only while nothing is appended here. What goes wrong is done again by whoever reads.
 * @param appended gives the number of rewards that were appended here
 * @returns a function that ends it, and waits for the transaction that is under way
 */
export function fillBehind(database: PostgresDatabase, appended: () => number): () => Promise<void> {
  let before = appended();
  let ended = false;
  let working: Promise<void> | null = null;
  const once = (fill: typeof countNext) =>
    database.derive(async (query) => {
      const state = await lockFacts(query, true);
      return state !== null && fill(query, state);
    });
  const look = async (): Promise<void> => {
    const idle = appended() === before;
    before = appended();
    while (!ended && (await once(countNext)));
    const end = performance.now() + INDEX_MS;
    while (!ended && idle && performance.now() < end && (await once(indexNext)));
  };
  const timer = setInterval(() => {
    working ??= look()
      .catch(() => {})
      .finally(() => {
        working = null;
      });
  }, EVERY_MS).unref();
  return async () => {
    ended = true;
    clearInterval(timer);
    await working;
  };
}
