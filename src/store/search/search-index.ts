/**
 * The search index: which words stand in which responses and prompts. It stands in a file of its own beside the ledger, because
 * it can be made again at any time and shall take neither room nor time from the ledger. It holds words alone, in no order.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Searched, SearchedWords } from './searched-words.ts';
import { type SearchTerms, wordsOf } from './tokens.ts';

const VERSION = 1;
const TABLES = `
CREATE TABLE state(id INTEGER PRIMARY KEY CHECK (id = 1), responses INTEGER NOT NULL, prompts INTEGER NOT NULL);
INSERT INTO state VALUES (1, 0, 0);
${['responses', 'prompts']
  .map(
    (name) =>
      `CREATE VIRTUAL TABLE ${name}_words USING fts5(words, content='', detail=none,
        tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co Pc'");`,
  )
  .join('\n')}
PRAGMA user_version = ${VERSION};
`;

/** A text under its number: a record for a response, the number of a query for a prompt. */
export interface SearchedText {
  readonly number: number;
  readonly text: string;
}

export class SearchIndex implements SearchedWords {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepareStatements>;

  /** @param file null for an index in memory */
  constructor(file: string | null, readOnly = false) {
    this.#database = new DatabaseSync(file ?? ':memory:', { timeout: 2_000, readOnly });
    try {
      if (!readOnly) {
        this.#database.exec(
          'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON',
        );
        this.#make();
      }
      this.#statements = prepareStatements(this.#database);
    } catch (thrown) {
      this.#database.close();
      throw thrown;
    }
  }

  #make(): void {
    this.#database.exec('BEGIN IMMEDIATE');
    const version = this.#database.prepare('PRAGMA user_version').get()?.user_version;
    if (version !== VERSION) this.#database.exec(TABLES);
    this.#database.exec('COMMIT');
  }

  /** The last record, and the last number of a query, that are indexed. */
  get through(): { readonly responses: number; readonly prompts: number } {
    const found = this.#statements.through.get();
    return { responses: Number(found?.responses ?? 0), prompts: Number(found?.prompts ?? 0) };
  }

  /** Adds texts whose numbers are above those that are indexed. @param through the last number that was looked at */
  add(which: Searched, texts: readonly SearchedText[], through: number): void {
    this.#together(() => {
      // Another process may have been faster: nothing is added twice.
      const known = this.through[which];
      for (const { number, text } of texts)
        if (number > known) this.#statements.add[which].run(number, wordsOf(text));
      if (through > known) this.#statements.setThrough[which].run(through);
    });
  }

  /** Takes texts out. @param erases whether their words shall leave the file now, not only with a later merge */
  remove(which: Searched, texts: readonly SearchedText[], erases: boolean): void {
    if (texts.length === 0) return;
    this.#together(() => {
      const known = this.through[which];
      this.#statements.secure[which].run(BigInt(erases));
      for (const { number, text } of texts)
        if (number <= known) this.#statements.remove[which].run(number, wordsOf(text));
      this.#statements.secure[which].run(0n);
    });
  }

  matches(which: Searched, terms: SearchTerms, from: number, to: number): number[] {
    const rows = this.#statements.find[which].all(expression(terms), from, to);
    return rows.map(({ rowid }) => Number(rowid));
  }

  checkpoint(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#database.close();
  }

  #together(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw thrown;
    }
  }
}

/** Words hold letters, digits and marks alone, so that nothing in them is syntax. */
function expression({ words, prefixes }: SearchTerms): string {
  return [...words.map((word) => `"${word}"`), ...prefixes.map((word) => `"${word}" *`)].join(' AND ');
}

function prepareStatements(database: DatabaseSync) {
  const both = (sql: (name: Searched) => string) => ({
    responses: database.prepare(sql('responses')),
    prompts: database.prepare(sql('prompts')),
  });
  return {
    through: database.prepare('SELECT responses, prompts FROM state'),
    setThrough: both((name) => `UPDATE state SET ${name} = ?`),
    add: both((name) => `INSERT INTO ${name}_words(rowid, words) VALUES (?, ?)`),
    remove: both((name) => `INSERT INTO ${name}_words(${name}_words, rowid, words) VALUES ('delete', ?, ?)`),
    secure: both((name) => `INSERT INTO ${name}_words(${name}_words, rank) VALUES ('secure-delete', ?)`),
    find: both(
      (name) =>
        `SELECT rowid FROM ${name}_words WHERE ${name}_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid`,
    ),
  };
}
