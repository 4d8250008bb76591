import { RlarError } from '../../spec/errors.ts';
import { encodeRecord } from '../record-id.ts';
import type { ComparedRewards, LedgerViews } from '../views.ts';
import type { PostgresDatabase } from './database.ts';

/**
 * Lists and figures of a ledger in PostgreSQL. Only what names the newest record is there yet; all else says so, in place of
 * an empty answer.
 */
export class PostgresViews implements LedgerViews {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async newest(): Promise<string | null> {
    const [found] = await this.#database.query('SELECT max(record) AS record FROM rewards');
    return found?.record == null ? null : encodeRecord(Number(found.record));
  }

  listRewards = missing('lists of rewards');
  figures = missing('figures');
  series = missing('series');
  histogram = missing('histograms');
  listGroups = missing('lists of groups');
  search = missing('the search');
  groupRewards = missing('the rewards of a query');

  // biome-ignore lint/correctness/useYield: it has nothing to yield yet
  async *compared(): AsyncGenerator<ComparedRewards, undefined> {
    await missing('comparisons')();
  }
}

function missing(what: string): () => Promise<never> {
  return async () => {
    throw new RlarError('RLAR_STORE_FAILED', `${what} are not made from a ledger in PostgreSQL yet`, {
      remedy: 'Read the ledger with `rlar ledger`, or use a home with SQLite.',
    });
  };
}
