import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SearchFiller } from './search-filler.ts';
import { SearchIndex } from './search-index.ts';
import type { Searched } from './searched-words.ts';

/** @returns the file of the search index of a ledger */
export function searchFile(ledger: string): string {
  return join(dirname(ledger), 'search.db');
}

/**
 * The search index on the side that writes. A broken index is thrown away and filled again, and none of its trouble reaches the
 * ledger. What is erased leaves it, or it goes as a whole.
 */
export class SearchKeeper {
  readonly #ledger: DatabaseSync;
  readonly #file: string | null;
  #index: SearchIndex | null = null;
  #filler: SearchFiller | null = null;
  /** What was taken out since the last commit of the ledger: a job that runs again takes nothing out twice. */
  readonly #removed = new Set<string>();

  /** @param ledger the file of the ledger; null where nothing is indexed */
  constructor(database: DatabaseSync, ledger: string | null) {
    this.#ledger = database;
    this.#file = ledger === null ? null : searchFile(ledger);
  }

  /** @returns whether texts are left that are not indexed. @throws where the file cannot be written */
  fill(): boolean {
    return this.#open()?.fill() ?? false;
  }

  /** @param rows with `number` and `text`, as the ledger had them */
  remove(which: Searched, rows: readonly Record<string, unknown>[], erases: boolean): void {
    const left = rows.filter(({ number }) => !this.#removed.has(`${which} ${number}`));
    if (left.length === 0 || this.#file === null) return;
    for (const { number } of left) this.#removed.add(`${which} ${number}`);
    try {
      this.#open()?.remove(which, left, erases);
    } catch {
      this.#throwAway();
    }
  }

  /** The ledger has committed. */
  settle(): void {
    this.#removed.clear();
  }

  checkpoint(): void {
    try {
      this.#index?.checkpoint();
    } catch {
      // A reader is at work; the next one empties the log.
    }
  }

  close(): void {
    this.#index?.close();
    this.#index = null;
    this.#filler = null;
  }

  #open(): SearchFiller | null {
    if (this.#file === null || this.#filler) return this.#filler;
    try {
      this.#index = new SearchIndex(this.#file);
    } catch {
      this.#throwAway();
      this.#index = new SearchIndex(this.#file);
    }
    this.#filler = new SearchFiller(this.#ledger, this.#index);
    return this.#filler;
  }

  #throwAway(): void {
    this.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${this.#file}${end}`, { force: true });
  }
}
