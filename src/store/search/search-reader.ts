import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { SearchFiller } from './search-filler.ts';
import { SearchIndex } from './search-index.ts';
import { searchFile } from './search-keeper.ts';

/** Milliseconds that a search indexes what is missing before it searches. */
const FILL_MS = 500;

interface ReaderParts {
  readonly database: DatabaseSync;
  /** The file of the ledger; null for a ledger in memory. */
  readonly file: string | null;
  /** Indexes a window of texts in the file, and says whether there are more. */
  readonly fill: () => Promise<boolean>;
}

/** The search index on the side that reads. Where its file cannot be written, it stands in the memory of this process. */
export class SearchReader {
  readonly #parts: ReaderParts;
  #own: { readonly index: SearchIndex; readonly filler: SearchFiller } | null = null;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /** @param use gets the index, with the number of rewards that it lacks */
  async with<Found>(use: (index: SearchIndex, behind: number) => Promise<Found>): Promise<Found> {
    const { file } = this.#parts;
    if (!this.#own && file !== null && (await this.#fillFile())) {
      // Opened anew each time: an index that was thrown away is another file.
      const index = new SearchIndex(searchFile(file), true);
      try {
        return await use(index, this.#behind(index));
      } finally {
        index.close();
      }
    }
    const { index, filler } = this.#memory();
    const end = performance.now() + FILL_MS;
    while (performance.now() < end && filler.fill()) await setImmediate();
    return use(index, this.#behind(index));
  }

  /** @returns false where the file cannot be written */
  async #fillFile(): Promise<boolean> {
    const end = performance.now() + FILL_MS;
    try {
      while ((await this.#parts.fill()) && performance.now() < end);
      return existsSync(searchFile(this.#parts.file!));
    } catch {
      return false;
    }
  }

  #memory() {
    if (!this.#own) {
      const index = new SearchIndex(null);
      this.#own = { index, filler: new SearchFiller(this.#parts.database, index) };
    }
    return this.#own;
  }

  #behind(index: SearchIndex): number {
    const found = this.#parts.database
      .prepare('SELECT count(*) AS behind FROM rewards WHERE record > ?')
      .get(index.through.responses);
    return Number(found?.behind ?? 0);
  }
}
