import type { DatabaseSync } from 'node:sqlite';
import {
  type Feedback,
  type FeedbackEntry,
  feedbackEntry,
  MOST_ENTRIES,
  type NewFeedback,
  responseHash,
} from './feedback.ts';
import type { HomeDatabase } from './home-database.ts';

export class SqliteFeedback implements Feedback {
  readonly #home: HomeDatabase;

  constructor(home: HomeDatabase) {
    this.#home = home;
  }

  add(entries: readonly NewFeedback[]): Promise<number> {
    return this.#home.write((database) => {
      const add = database.prepare(
        'INSERT INTO feedback(at, sort, query, response, correct, by, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
      );
      let last = 0;
      for (const { sort, query, correct, by, body } of entries) {
        const bit = correct === null ? null : Number(correct);
        const text = JSON.stringify(body);
        last = Number(
          add.run(Date.now(), sort, query, responseHash(body.text), bit, by, text).lastInsertRowid,
        );
      }
      return last;
    });
  }

  async verdictOn(query: string, text: string): Promise<boolean | null> {
    const found = await this.#home.read((database) =>
      database
        .prepare(
          `SELECT correct FROM feedback WHERE query = ? AND response = ? AND correct IS NOT NULL
          ORDER BY CASE sort WHEN 'verdict' THEN 0 WHEN 'gold' THEN 1 ELSE 2 END, number DESC LIMIT 1`,
        )
        .get(query, responseHash(text)),
    );
    return found ? found.correct === 1 : null;
  }

  async list(after = 0, limit = MOST_ENTRIES): Promise<FeedbackEntry[]> {
    return (await this.#home.read((database) => rows(database, after, limit))) ?? [];
  }

  async close(): Promise<void> {
    this.#home.close();
  }
}

function rows(database: DatabaseSync, after: number, limit: number): FeedbackEntry[] {
  return database
    .prepare('SELECT * FROM feedback WHERE number > ? ORDER BY number LIMIT ?')
    .all(after, limit)
    .map((row) =>
      feedbackEntry.parse({
        ...row,
        correct: row.correct === null ? null : row.correct === 1,
        body: JSON.parse(String(row.body)),
      }),
    );
}
