import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { GroupPage } from '../spec/views/group-line.ts';
import type { Histogram } from '../spec/views/histogram.ts';
import type { Series } from '../spec/views/series.ts';
import { pairs, side } from './compared-facts.ts';
import { factConditions } from './fact-conditions.ts';
import { factFigures } from './fact-figures.ts';
import { FactFiller } from './fact-filler.ts';
import { factHistogram } from './fact-histogram.ts';
import { listFacts } from './fact-list.ts';
import { TEMPORARY_FACTS } from './fact-schema.ts';
import { factSeries } from './fact-series.ts';
import { storeFailure } from './failure.ts';
import { GroupCommit } from './group-commit.ts';
import { groupRecords, listGroups } from './group-list.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerReader } from './reader.ts';
import { encodeRecord } from './record-id.ts';
import { SearchReader } from './search/search-reader.ts';
import { searchRewards } from './search/search-rewards.ts';
import type {
  ComparedRewards,
  FoundRewards,
  GroupFilter,
  GroupListing,
  LedgerViews,
  Part,
  PartFigures,
  RewardFilter,
  RewardListing,
  RewardPage,
  RewardSearch,
} from './views.ts';
import type { WriterClient } from './writer-client.ts';

const PAGE = 50;
/** Milliseconds that a reader without a writer indexes texts before it searches. */
const SEARCH_MS = 500;

interface ViewsParts {
  readonly database: DatabaseSync;
  readonly reader: LedgerReader;
  /** Fills a window of facts in the file, and says whether there are more. */
  readonly fill: () => Promise<boolean>;
  /** Indexes a window of texts for searches, and says whether there are more. */
  readonly fillSearch: () => Promise<boolean>;
  readonly record: (record: string) => LedgerRecord | null;
  readonly file: string | null;
}

class SqliteViews implements LedgerViews {
  readonly #parts: ViewsParts;
  /** Fills tables of this connection, where the file's own cannot be filled. */
  #temporary: FactFiller | null = null;
  readonly #searches: SearchReader;

  constructor(parts: ViewsParts) {
    this.#parts = parts;
    this.#searches = new SearchReader({ ...parts, fill: parts.fillSearch });
  }

  async newest(): Promise<string | null> {
    try {
      const found = this.#parts.database.prepare('SELECT max(record) AS record FROM rewards').get();
      return found?.record == null ? null : encodeRecord(Number(found.record));
    } catch (error) {
      throw storeFailure(error, this.#parts.file);
    }
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
      return factFigures(database, this.#parts.reader, {
        part,
        condition: conditions(filter),
        groups: onGroups(filter) && conditions(ofGroups(filter)),
      });
    });
  }

  async series(by: Series['by'], points: number, filter: RewardFilter = {}): Promise<Series> {
    return this.#filled((database) => {
      const conditions = factConditions(database);
      return factSeries(database, this.#parts.reader, {
        by,
        points,
        condition: conditions(filter),
        groups: onGroups(filter) && conditions(ofGroups(filter)),
      });
    });
  }

  async histogram(
    options: { readonly bins: number; readonly points: number },
    { origin, ...filter }: GroupFilter & Pick<RewardFilter, 'origin'> = {},
  ): Promise<Histogram> {
    return this.#filled((database) => {
      const condition = factConditions(database)({
        ...ofGroups(filter),
        ...(origin === undefined ? { origin: 'scored' } : { origin }),
      });
      return factHistogram(database, { ...options, condition });
    });
  }

  async listGroups({ sort = 'newest', limit = PAGE, cursor, ...filter }: GroupListing): Promise<GroupPage> {
    return this.#filled((database) => {
      const condition = factConditions(database)(ofGroups(filter));
      return listGroups(database, this.#parts.reader, { condition, sort, limit, cursor });
    });
  }

  async search({ text, sort, limit = PAGE, cursor, ...filter }: RewardSearch): Promise<FoundRewards> {
    return this.#filled((database) =>
      this.#searches.with(async (index, behind) => {
        const condition = factConditions(database)(filter);
        const places = { database, index, record: this.#parts.record };
        const oldest = sort === 'oldest';
        return { ...(await searchRewards(places, { text, condition, oldest, limit, cursor })), behind };
      }),
    );
  }

  async groupRewards(
    query: string,
    filter: Pick<RewardFilter, 'run' | 'step'>,
    { limit, after }: { readonly limit: number; readonly after?: string },
  ): Promise<RewardPage> {
    return this.#filled((database) => {
      const condition = factConditions(database)(filter);
      const { found, records, next } = groupRecords(database, query, { condition, limit, after });
      const read = records.map((record) => this.#parts.record(record));
      return { found, records: read.filter((record) => record !== null), next };
    });
  }

  async *compared(before: RewardFilter, after: RewardFilter): AsyncGenerator<ComparedRewards, undefined> {
    const [one, other] = await this.#filled((database) => [side(database, before), side(database, after)]);
    if (one && other) yield* pairs(this.#parts, one, other);
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

/** Groups are counted where nothing else is asked for than they know of themselves. */
function onGroups({ run: _1, step: _2, kind: _3, tool: _4, origin = 'scored', ...others }: RewardFilter) {
  return origin === 'scored' && Object.values(others).every((value) => value === undefined)
    ? true
    : undefined;
}

function ofGroups({ run, step, kind, tool }: GroupFilter): RewardFilter {
  return {
    ...(run !== undefined && { run }),
    ...(step !== undefined && { step }),
    ...(kind !== undefined && { kind }),
    ...(tool !== undefined && { tool }),
    origin: 'any',
  };
}

/** @param writer null for a store that is open for reading: then connections of its own fill what stands beside the ledger */
export function openViews({
  writer,
  ...parts
}: Omit<ViewsParts, 'fill' | 'fillSearch'> & { readonly writer: WriterClient | null }): LedgerViews {
  /** A connection costs more than a window, so it fills all there is, or what time allows. */
  const alone = async (fill: (commit: GroupCommit) => boolean, ms = Number.POSITIVE_INFINITY) => {
    const commit = new GroupCommit({ file: parts.file, texts: 'full' });
    const end = performance.now() + ms;
    try {
      while (fill(commit) && performance.now() < end) await setImmediate();
    } finally {
      commit.close();
    }
    return false;
  };
  return new SqliteViews({
    ...parts,
    fill: writer ? () => writer.call('fillFacts', null) : () => alone((commit) => commit.fillFacts()),
    fillSearch: writer
      ? () => writer.call('fillSearch', null)
      : () => alone((commit) => commit.fillSearch(), SEARCH_MS),
  });
}
