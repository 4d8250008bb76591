import {
  type Feedback,
  type FeedbackEntry,
  feedbackEntry,
  MOST_ENTRIES,
  type NewFeedback,
  responseHash,
} from '../feedback.ts';
import type { PostgresDatabase } from './database.ts';

export class PostgresFeedback implements Feedback {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  add(entries: readonly NewFeedback[]): Promise<number> {
    return this.#database.transact(async (query) => {
      // Numbers grow in the order of commits, so that who reads on after a number misses nothing.
      await query('LOCK TABLE feedback IN SHARE ROW EXCLUSIVE MODE');
      const [found] = await query('SELECT coalesce(max(number), 0) AS last FROM feedback');
      const last = Number(found?.last);
      if (entries.length === 0) return last;
      await query(
        `INSERT INTO feedback(number, at, sort, query, response, correct, by, record, body)
        SELECT $1 + nth, $2, sort, query, response, correct, by, record, body FROM unnest(
          $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::text[])
        WITH ORDINALITY AS made(sort, query, response, correct, by, record, body, nth)`,
        [
          last,
          Date.now(),
          entries.map(({ sort }) => sort),
          entries.map((entry) => entry.query),
          entries.map(({ body }) => responseHash(body.text)),
          entries.map(({ correct }) => correct),
          entries.map(({ by }) => by),
          entries.map(({ body }) => body.record ?? null),
          entries.map(({ body }) => JSON.stringify(body)),
        ],
      );
      return last + entries.length;
    });
  }

  async verdictOn(query: string, text: string): Promise<boolean | null> {
    const [found] = await this.#database.query(
      `SELECT correct FROM feedback WHERE query = $1 AND response = $2 AND correct IS NOT NULL
      ORDER BY CASE sort WHEN 'verdict' THEN 0 WHEN 'gold' THEN 1 ELSE 2 END, number DESC LIMIT 1`,
      [query, responseHash(text)],
    );
    return found ? found.correct === true : null;
  }

  async list(after = 0, limit = MOST_ENTRIES): Promise<FeedbackEntry[]> {
    const found = await this.#database.query(
      'SELECT * FROM feedback WHERE number > $1 ORDER BY number LIMIT $2',
      [after, limit],
    );
    return found.map((row) => feedbackEntry.parse({ ...row, body: JSON.parse(String(row.body)) }));
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
