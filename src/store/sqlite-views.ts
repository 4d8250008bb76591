import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { FactFiller } from './fact-filler.ts';
import { TEMPORARY_FACTS } from './fact-schema.ts';
import { FactViews } from './fact-views.ts';
import { storeFailure } from './failure.ts';
import { GroupCommit } from './group-commit.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerReader } from './reader.ts';
import { SearchReader } from './search/search-reader.ts';
import { SqliteFacts } from './sqlite-facts.ts';
import type { LedgerViews } from './views.ts';
import type { WriterClient } from './writer-client.ts';

/** Milliseconds that a reader without a writer indexes texts before it searches. */
const SEARCH_MS = 500;

interface ViewsParts {
  readonly database: DatabaseSync;
  readonly reader: LedgerReader;
  /** Null for a store that is open for reading: then connections of its own fill what stands beside the ledger. */
  readonly writer: WriterClient | null;
  readonly record: (record: string) => LedgerRecord | null;
  readonly file: string | null;
}

/** The lists and figures of a ledger in SQLite. */
export function openViews({ database, reader, writer, record, file }: ViewsParts): LedgerViews {
  /** A connection costs more than a window, so it fills all there is, or what time allows. */
  const alone = async (fill: (commit: GroupCommit) => boolean, ms = Number.POSITIVE_INFINITY) => {
    const commit = new GroupCommit({ file, texts: 'full' });
    const end = performance.now() + ms;
    try {
      while (fill(commit) && performance.now() < end) await setImmediate();
    } finally {
      commit.close();
    }
    return false;
  };
  const searches = new SearchReader({
    database,
    file,
    fill: writer
      ? () => writer.call('fillSearch', null)
      : () => alone((commit) => commit.fillSearch(), SEARCH_MS),
  });
  return new FactViews({
    source: new SqliteFacts({ database, reader, record }),
    fill: filling(
      database,
      writer ? () => writer.call('fillFacts', null) : () => alone((commit) => commit.fillFacts()),
    ),
    searching: (use) => searches.with(use),
    failure: (thrown) => storeFailure(thrown, file),
  });
}

/**
 * Where the file cannot be written (it is read-only, or the disk is full), the facts stand in this connection alone.
 * @param fill fills a window of facts in the file, and says whether there are more
 * @returns a function that fills all facts that are missing
 */
function filling(database: DatabaseSync, fill: () => Promise<boolean>): () => Promise<void> {
  let temporary: FactFiller | null = null;
  return async () => {
    if (!temporary) {
      try {
        while (isBehind(database) && (await fill()));
        return;
      } catch {
        database.exec(`PRAGMA temp_store = MEMORY; ${TEMPORARY_FACTS}`);
        temporary = new FactFiller(database);
      }
    }
    while (temporary.fill()) await setImmediate();
  };
}

function isBehind(database: DatabaseSync): boolean {
  const found = database.prepare(
    'SELECT (SELECT through FROM fact_state) < (SELECT max(first) FROM groups) AS behind',
  );
  return found.get()?.behind === 1;
}
