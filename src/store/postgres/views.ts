import { DatabaseError } from 'pg';
import { RlarError } from '../../spec/errors.ts';
import { FactViews } from '../fact-views.ts';
import type { LedgerViews } from '../views.ts';
import { countNext, lockFacts } from './counts.ts';
import type { PostgresDatabase } from './database.ts';
import { PostgresFacts } from './facts.ts';
import { postgresFailure } from './failure.ts';
import type { PostgresScan } from './scan.ts';
import { indexNext, PostgresWords } from './words.ts';

/** Milliseconds that a search indexes what is missing before it searches. */
const SEARCH_MS = 500;
/** The codes of PostgreSQL for a server that only reads, and for a user who may not write. */
const MAY_NOT_WRITE = ['25006', '42501'];

/** The lists and figures of a ledger in PostgreSQL. */
export function openPostgresViews(database: PostgresDatabase, scan: PostgresScan): LedgerViews {
  const words = new PostgresWords(database);
  return new FactViews({
    source: new PostgresFacts(database, scan),
    fill: () => whereAllowed(() => countAll(database)),
    searching: async (use) => {
      const end = performance.now() + SEARCH_MS;
      await whereAllowed(async () => {
        while ((await indexOnce(database)) && performance.now() < end);
      });
      return use(words, await words.behind());
    },
    failure: (thrown) => postgresFailure(thrown, database.place),
  });
}

async function countAll(database: PostgresDatabase): Promise<void> {
  const [found] = await database.query('SELECT through < records AS behind FROM fact_state, counters');
  if (found?.behind !== true) return;
  while (await database.derive(async (query) => countNext(query, await lockFacts(query))));
}

function indexOnce(database: PostgresDatabase): Promise<boolean> {
  return database.derive(async (query) => indexNext(query, await lockFacts(query)));
}

/** Who may not write reads what others have filled. */
async function whereAllowed(fill: () => Promise<void>): Promise<void> {
  try {
    await fill();
  } catch (thrown) {
    const cause = thrown instanceof RlarError ? thrown.cause : thrown;
    if (!(cause instanceof DatabaseError) || !MAY_NOT_WRITE.includes(cause.code ?? '')) throw thrown;
  }
}
