import type { DatabaseSync } from 'node:sqlite';
import { promptText, query } from '../../spec/query.ts';
import type { SearchedText, SearchIndex } from './search-index.ts';
import type { Searched } from './searched-words.ts';

/** Texts, and about how many characters of them, of one window. A request that comes meanwhile waits for its end. */
const TEXTS = 40;
const CHARACTERS = 50_000;

/** A stored text before and after it is read: a response as it is, the body of a query as its prompt. */
const READ: Readonly<Record<Searched, (text: string) => string>> = {
  responses: (text) => text,
  prompts: (body) => promptText(query.parse(JSON.parse(body))),
};

/** Fills the search index from the ledger, window by window, and takes out what the ledger deletes. */
export class SearchFiller {
  readonly #index: SearchIndex;
  readonly #statements: Readonly<Record<Searched, ReturnType<DatabaseSync['prepare']>>>;

  constructor(ledger: DatabaseSync, index: SearchIndex) {
    this.#index = index;
    this.#statements = {
      responses: ledger.prepare(
        'SELECT record AS number, text FROM rewards WHERE record > ? ORDER BY record',
      ),
      prompts: ledger.prepare('SELECT number, body AS text FROM queries WHERE number > ? ORDER BY number'),
    };
  }

  /** Fills one window, prompts first. @returns whether there are more */
  fill(): boolean {
    return this.#fill('prompts') || this.#fill('responses');
  }

  remove(which: Searched, rows: readonly Record<string, unknown>[], erases: boolean): void {
    const texts = rows.flatMap(({ number, text }) => read(which, number, text));
    this.#index.remove(which, texts, erases);
  }

  #fill(which: Searched): boolean {
    const texts: SearchedText[] = [];
    let [characters, rows, last] = [0, 0, 0];
    for (const { number, text } of this.#statements[which].iterate(this.#index.through[which])) {
      const found = read(which, number, text);
      texts.push(...found);
      last = Number(number);
      rows += 1;
      characters += found[0]?.text.length ?? 0;
      if (rows >= TEXTS || characters >= CHARACTERS) break;
    }
    if (last > 0) this.#index.add(which, texts, last);
    return last > 0;
  }
}

/** Texts that are stored as hashes are not indexed. */
function read(which: Searched, number: unknown, text: unknown): SearchedText[] {
  return typeof text === 'string' ? [{ number: Number(number), text: READ[which](text) }] : [];
}
