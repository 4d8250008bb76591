import type { GroupPage } from '../spec/views/group-line.ts';
import type { Histogram } from '../spec/views/histogram.ts';
import type { Series } from '../spec/views/series.ts';
import { pairs } from './compared-facts.ts';
import { factFigures } from './fact-figures.ts';
import { factHistogram } from './fact-histogram.ts';
import { listFacts } from './fact-list.ts';
import { factSeries } from './fact-series.ts';
import type { FactSource } from './fact-source.ts';
import { groupRecords, listGroups } from './group-list.ts';
import { encodeRecord } from './record-id.ts';
import { searchRewards } from './search/search-rewards.ts';
import type { SearchedWords } from './search/searched-words.ts';
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

const PAGE = 50;

export interface FactViewsParts {
  readonly source: FactSource;
  /** Fills all facts and counts that are missing. */
  readonly fill: () => Promise<void>;
  /** Indexes what is missing for a moment, then calls `use` with the index and the number of rewards that it lacks. */
  readonly searching: <Found>(
    use: (index: SearchedWords, behind: number) => Promise<Found>,
  ) => Promise<Found>;
  /** @returns an error of the database as one of ours */
  readonly failure: (thrown: unknown) => Error;
}

/** The lists and figures of both stores, read from facts and counts. */
export class FactViews implements LedgerViews {
  readonly #parts: FactViewsParts;

  constructor(parts: FactViewsParts) {
    this.#parts = parts;
  }

  async newest(): Promise<string | null> {
    try {
      const [found] = await this.#parts.source.all('SELECT max(record) AS record FROM rewards');
      return found?.record == null ? null : encodeRecord(Number(found.record));
    } catch (thrown) {
      throw this.#parts.failure(thrown);
    }
  }

  listRewards({ sort = 'newest', limit = PAGE, cursor, ...filter }: RewardListing): Promise<RewardPage> {
    return this.#filled(async (source) => {
      const condition = await source.condition(filter);
      const { found, records, next } = await listFacts(source, { condition, sort, limit, cursor });
      return { found, records: await source.records(records), next };
    });
  }

  figures(part: Part, filter: RewardFilter = {}): Promise<PartFigures[]> {
    return this.#filled(async (source) => {
      const condition = await source.condition(filter);
      const groups = onGroups(filter) && (await source.condition(ofGroups(filter)));
      return factFigures(source, { part, condition, groups });
    });
  }

  series(by: Series['by'], points: number, filter: RewardFilter = {}): Promise<Series> {
    return this.#filled(async (source) => {
      const condition = await source.condition(filter);
      const groups = onGroups(filter) && (await source.condition(ofGroups(filter)));
      return factSeries(source, { by, points, condition, groups });
    });
  }

  histogram(
    options: { readonly bins: number; readonly points: number },
    { origin = 'scored', ...filter }: GroupFilter & Pick<RewardFilter, 'origin'> = {},
  ): Promise<Histogram> {
    return this.#filled(async (source) => {
      const condition = await source.condition({ ...ofGroups(filter), origin });
      return factHistogram(source, { ...options, condition });
    });
  }

  listGroups({ sort = 'newest', limit = PAGE, cursor, ...filter }: GroupListing): Promise<GroupPage> {
    return this.#filled(async (source) => {
      const condition = await source.condition(ofGroups(filter));
      return listGroups(source, { condition, sort, limit, cursor });
    });
  }

  search({ text, sort, limit = PAGE, cursor, ...filter }: RewardSearch): Promise<FoundRewards> {
    return this.#filled((source) =>
      this.#parts.searching(async (index, behind) => {
        const condition = await source.condition(filter);
        const oldest = sort === 'oldest';
        return {
          ...(await searchRewards(source, index, { text, condition, oldest, limit, cursor })),
          behind,
        };
      }),
    );
  }

  groupRewards(
    query: string,
    filter: Pick<RewardFilter, 'run' | 'step'>,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<RewardPage> {
    return this.#filled(async (source) => {
      const condition = await source.condition(filter);
      return groupRecords(source, query, { condition, limit: page.limit, after: page.after });
    });
  }

  async *compared(before: RewardFilter, after: RewardFilter): AsyncGenerator<ComparedRewards, undefined> {
    try {
      await this.#parts.fill();
      yield* pairs(this.#parts.source, before, after);
    } catch (thrown) {
      throw this.#parts.failure(thrown);
    }
  }

  async #filled<Found>(read: (source: FactSource) => Promise<Found>): Promise<Found> {
    try {
      await this.#parts.fill();
      return await read(this.#parts.source);
    } catch (thrown) {
      throw this.#parts.failure(thrown);
    }
  }
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
