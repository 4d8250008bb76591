import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { factConditions } from './fact-conditions.ts';
import { factFigures } from './fact-figures.ts';
import { FactFiller } from './fact-filler.ts';
import { listFacts } from './fact-list.ts';
import { storeFailure } from './failure.ts';
import { GroupCommit } from './group-commit.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerReader } from './reader.ts';
import { encodeRecord } from './record-id.ts';
import { TEMPORARY_FACTS } from './schema.ts';
import type {
  ComparedRewards,
  LedgerViews,
  Part,
  PartFigures,
  RewardFilter,
  RewardListing,
  RewardPage,
} from './views.ts';
import type { WriterClient } from './writer-client.ts';

/** Queries whose rewards are compared at once. */
const QUERIES = 200;
const PAGE = 50;

const sideRow = z.object({ query: z.number(), response: z.number(), record: z.number() });

interface ViewsParts {
  readonly database: DatabaseSync;
  readonly reader: LedgerReader;
  /** Fills a window of facts in the file, and says whether there are more. */
  readonly fill: () => Promise<boolean>;
  readonly record: (record: string) => LedgerRecord | null;
  readonly file: string | null;
}

class SqliteViews implements LedgerViews {
  readonly #parts: ViewsParts;
  /** Fills tables of this connection, where the file's own cannot be filled. */
  #temporary: FactFiller | null = null;

  constructor(parts: ViewsParts) {
    this.#parts = parts;
  }

  async listRewards(listing: RewardListing): Promise<RewardPage> {
    return this.#filled(async (database) => {
      const { sort = 'newest', limit = PAGE, cursor, ...filter } = listing;
      const condition = factConditions(database)(filter);
      const { found, records, next } = await listFacts(database, { condition, sort, limit, cursor });
      const read = records.map((record) => this.#parts.record(encodeRecord(record)));
      return { found, records: read.filter((record) => record !== null), next };
    });
  }

  async figures(part: Part, filter: RewardFilter = {}): Promise<PartFigures[]> {
    return this.#filled((database) => {
      const conditions = factConditions(database);
      const { run, step, kind, tool, origin = 'scored', ...others } = filter;
      const onGroups = origin === 'scored' && Object.values(others).every((value) => value === undefined);
      const ofGroups = {
        ...(run !== undefined && { run }),
        ...(step !== undefined && { step }),
        ...(kind !== undefined && { kind }),
        ...(tool !== undefined && { tool }),
      };
      return factFigures(database, this.#parts.reader, {
        part,
        condition: conditions(filter),
        groups: onGroups ? conditions({ ...ofGroups, origin: 'any' }) : undefined,
      });
    });
  }

  async *compared(before: RewardFilter, after: RewardFilter): AsyncGenerator<ComparedRewards, undefined> {
    const [one, other] = await this.#filled((database) => [side(database, before), side(database, after)]);
    if (!one || !other) return;
    const { database, record } = this.#parts;
    const queries = database.prepare(
      'SELECT min(number) AS "from", max(number) AS "to" FROM (SELECT number FROM queries WHERE number > ? ORDER BY number LIMIT ?)',
    );
    const key = ({ query, response }: z.infer<typeof sideRow>) => `${query}/${response}`;
    for (let past = 0; ; ) {
      const range = queries.get(past, QUERIES);
      if (typeof range?.to !== 'number' || typeof range.from !== 'number') return;
      past = range.to;
      const rows = other.all(range.from, range.to).map((row) => sideRow.parse(row));
      const others = new Map(rows.map((row) => [key(row), encodeRecord(row.record)]));
      for (const row of one.all(range.from, range.to)) {
        const first = sideRow.parse(row);
        const second = others.get(key(first));
        const found = second === undefined ? null : record(second);
        const from = found && record(encodeRecord(first.record));
        if (found && from) yield { before: from, after: found };
      }
      await setImmediate();
    }
  }

  async #filled<Found>(read: (database: DatabaseSync) => Found | Promise<Found>): Promise<Found> {
    try {
      await this.#fill();
      return await read(this.#parts.database);
    } catch (error) {
      throw storeFailure(error, this.#parts.file);
    }
  }

  /** Where the file cannot be written (it is read-only, or the disk is full), the facts stand in this connection alone. */
  async #fill(): Promise<void> {
    const { fill, database } = this.#parts;
    if (!this.#temporary) {
      try {
        while (isBehind(database) && (await fill()));
        return;
      } catch {
        database.exec(`PRAGMA temp_store = MEMORY; ${TEMPORARY_FACTS}`);
        this.#temporary = new FactFiller(database);
      }
    }
    while (this.#temporary.fill()) await setImmediate();
  }
}

function isBehind(database: DatabaseSync): boolean {
  const found = database.prepare(
    'SELECT (SELECT through FROM fact_state) < (SELECT max(first) FROM groups) AS behind',
  );
  return found.get()?.behind === 1;
}

/** The newest record of each response to some queries, among those that match. */
function side(database: DatabaseSync, filter: RewardFilter): StatementSync | null {
  const condition = factConditions(database)(filter);
  if (condition === null) return null;
  return database.prepare(`
    SELECT query, response, max(record) AS record FROM facts
    WHERE query BETWEEN ? AND ? AND ${condition} GROUP BY query, response ORDER BY query, response`);
}

/** @param writer null for a store that is open for reading: then a connection of its own fills the facts of the file */
export function openViews({
  writer,
  ...parts
}: Omit<ViewsParts, 'fill'> & { readonly writer: WriterClient | null }): LedgerViews {
  const fill = writer
    ? () => writer.call('fillFacts', null)
    : async () => {
        const commit = new GroupCommit({ file: parts.file, texts: 'full' });
        try {
          while (commit.fillFacts()) await setImmediate();
        } finally {
          commit.close();
        }
        return false;
      };
  return new SqliteViews({ ...parts, fill });
}
