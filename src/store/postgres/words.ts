/** Which words stand in which texts, as lexemes under a GIN index. They are filled behind the ledger, and hold no order. */
import { promptText, query as queryShape } from '../../spec/query.ts';
import type { Searched, SearchedWords } from '../search/searched-words.ts';
import { type SearchTerms, wordsOf } from '../search/tokens.ts';
import type { FactState } from './counts.ts';
import type { PostgresDatabase } from './database.ts';
import type { Query } from './query.ts';

/** Records whose texts one transaction indexes. */
const WINDOW = 200;

const TABLES: Readonly<Record<Searched, string>> = {
  responses: 'response_words',
  prompts: 'prompt_words',
};

export class PostgresWords implements SearchedWords {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async matches(which: Searched, terms: SearchTerms, from: number, to: number): Promise<number[]> {
    const rows = await this.#database.query(
      `SELECT number FROM ${TABLES[which]} WHERE words @@ $1::tsquery AND number BETWEEN $2 AND $3 ORDER BY number`,
      [expression(terms), from, to],
    );
    return rows.map(({ number }) => Number(number));
  }

  /** @returns the number of rewards whose texts are not indexed */
  async behind(): Promise<number> {
    const [state] = await this.#database.query('SELECT searched FROM fact_state');
    // With the number at hand, the server knows how few rewards come behind it, and reads these alone.
    const [found] = await this.#database.query('SELECT count(*) AS behind FROM rewards WHERE record > $1', [
      Number(state?.searched),
    ]);
    return Number(found?.behind);
  }
}

/**
 * Indexes the responses of the next records, and the prompts of their queries, within a transaction that has locked the facts.
 * @returns whether there are more
 */
export async function indexNext(query: Query, { searched }: FactState): Promise<boolean> {
  const rows = await query(
    `SELECT record AS number, text FROM rewards WHERE record > $1 ORDER BY record LIMIT ${WINDOW}`,
    [searched],
  );
  if (rows.length === 0) return false;
  const last = Number(rows.at(-1)?.number);
  const prompts = await query(
    `SELECT number, body AS text FROM queries WHERE number IN (
      SELECT assignments.query FROM rewards JOIN assignments ON assignments.number = rewards.assignment
      WHERE record > $1 AND record <= $2)
    AND NOT EXISTS (SELECT 1 FROM prompt_words WHERE prompt_words.number = queries.number)`,
    [searched, last],
  );
  await add(query, 'responses', rows, (text) => text);
  await add(query, 'prompts', prompts, (body) => promptText(queryShape.parse(JSON.parse(body))));
  await query('UPDATE fact_state SET searched = $1', [last]);
  return rows.length === WINDOW;
}

/** Texts that are stored as hashes are not indexed. */
async function add(
  query: Query,
  which: Searched,
  rows: readonly Record<string, unknown>[],
  read: (text: string) => string,
): Promise<void> {
  const texts = rows.flatMap(({ number, text }) =>
    typeof text === 'string' ? [{ number: Number(number), words: plain(wordsOf(read(text))) }] : [],
  );
  await query(
    `INSERT INTO ${TABLES[which]} SELECT number, array_to_tsvector(string_to_array(words, ' '))
    FROM unnest($1::bigint[], $2::text[]) AS made(number, words)`,
    [texts.map(({ number }) => number), texts.map(({ words }) => words)],
  );
}

/** Words hold letters, digits and marks alone, so that nothing in them is syntax. */
function expression({ words, prefixes }: SearchTerms): string {
  return [...words.map((word) => `'${plain(word)}'`), ...prefixes.map((word) => `'${plain(word)}':*`)].join(
    ' & ',
  );
}

/** @returns words without the marks above and below their letters, as they are searched for */
function plain(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
