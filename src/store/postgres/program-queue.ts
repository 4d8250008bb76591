import type { AnsweredProgram, AskedProgram, ProgramQueue, QueueState } from '../program-queue.ts';
import { PostgresDatabase } from './database.ts';
import type { Row } from './query.ts';

/** The server's clock, in milliseconds since 1970: leases of several machines are measured by one. */
const NOW = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::float8';
/** Milliseconds after which a program is somebody else's, when its process says nothing. */
const PROGRAM_LEASE_MS = 6_000;
/** Milliseconds for which a program is wanted after it was last asked for. */
const WANTED_MS = 60_000;
/** Milliseconds for which an answer is kept. */
const KEPT_MS = 60_000;
/** Milliseconds without a word after which a process counts as gone. */
const WORKER_MS = 8_000;
/** A program that this many processes died on is run no more. */
const MOST_TRIES = 6;
const SWEEP_EVERY_MS = 10_000;
/** A notification has at most 8,000 bytes. */
const IDS_PER_NOTICE = 150;
const CONNECTIONS = 4;
const CHANNELS = { asked: 'rlar_programs_asked', answered: 'rlar_programs_answered' } as const;

/** The queue in tables that are not logged: it costs no write to the disk, and a crash of the server empties it. */
export class PostgresProgramQueue implements ProgramQueue {
  readonly #database: PostgresDatabase;
  #sweptAt = 0;

  constructor(url: string) {
    this.#database = new PostgresDatabase(url, { connections: CONNECTIONS });
  }

  async ask(programs: readonly AskedProgram[]): Promise<AnsweredProgram[]> {
    if (programs.length === 0) return [];
    // In one order, so that two processes with the same programs wait for each other and never cross.
    const sorted = [...programs].sort((one, other) => (one.id < other.id ? -1 : 1));
    const rows = await this.#database.query(
      `WITH asked AS (
        INSERT INTO programs(id, body, at, wanted)
        SELECT id, body, ${NOW}, ${NOW} + ${WANTED_MS} FROM unnest($1::text[], $2::text[]) AS made(id, body)
        ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted,
          body = CASE WHEN programs.answered IS NULL OR programs.lasting THEN programs.body ELSE excluded.body END,
          answered = CASE WHEN programs.lasting THEN programs.answered END,
          until = CASE WHEN programs.answered IS NULL THEN programs.until END,
          tries = CASE WHEN programs.answered IS NULL THEN programs.tries ELSE 0 END
        RETURNING id, answer, lasting, answered),
      told AS MATERIALIZED (SELECT pg_notify('${CHANNELS.asked}', ''))
      SELECT id, answer, lasting, answered IS NOT NULL AS done FROM asked, told`,
      [sorted.map(({ id }) => id), sorted.map(({ body }) => body)],
    );
    return rows.filter(({ done }) => done === true).map(answeredOf);
  }

  async look(ids: readonly string[]) {
    const rows = await this.#database.query(
      'SELECT id, answer, lasting, answered IS NOT NULL AS done FROM programs WHERE id = ANY($1::text[])',
      [ids],
    );
    const known = new Set(rows.map(({ id }) => String(id)));
    return {
      answered: rows.filter(({ done }) => done === true).map(answeredOf),
      missing: ids.filter((id) => !known.has(id)),
    };
  }

  async giveUp(ids: readonly string[]): Promise<void> {
    await this.#database.query('DELETE FROM programs WHERE id = ANY($1::text[]) AND answered IS NULL', [ids]);
  }

  async take(owner: string, most: number): Promise<AskedProgram[]> {
    // The rows are chosen once, before the update: a planner may run a subquery behind IN again and again.
    const rows = await this.#database.query(
      `WITH next AS MATERIALIZED (
        SELECT id FROM programs
        WHERE answered IS NULL AND (until IS NULL OR until < ${NOW}) AND wanted > ${NOW} AND tries < ${MOST_TRIES}
        ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
      UPDATE programs SET owner = $1, until = ${NOW} + ${PROGRAM_LEASE_MS}, tries = tries + 1
      FROM next WHERE programs.id = next.id RETURNING programs.id, programs.body`,
      [owner, most],
    );
    return rows.map(({ id, body }) => ({ id: String(id), body: String(body) }));
  }

  async keep(owner: string, ids: readonly string[], places: number): Promise<string[]> {
    await this.#database.query(
      `INSERT INTO program_workers(id, at, places) VALUES ($1, ${NOW}, $2)
      ON CONFLICT (id) DO UPDATE SET at = excluded.at, places = excluded.places`,
      [owner, places],
    );
    await this.#sweep();
    if (ids.length === 0) return [];
    const kept = await this.#database.query(
      `UPDATE programs SET until = ${NOW} + ${PROGRAM_LEASE_MS}
      WHERE id = ANY($2::text[]) AND owner = $1 AND answered IS NULL AND wanted > ${NOW} RETURNING id`,
      [owner, ids],
    );
    const still = new Set(kept.map(({ id }) => String(id)));
    return ids.filter((id) => !still.has(id));
  }

  async answer(answers: readonly AnsweredProgram[]): Promise<void> {
    for (let from = 0; from < answers.length; from += IDS_PER_NOTICE) {
      const some = answers.slice(from, from + IDS_PER_NOTICE);
      await this.#database.query(
        `WITH done AS (
          UPDATE programs SET answer = made.answer, lasting = made.lasting, answered = ${NOW}, body = ''
          FROM unnest($1::text[], $2::text[], $3::bool[]) AS made(id, answer, lasting)
          WHERE programs.id = made.id AND programs.answered IS NULL RETURNING programs.id)
        SELECT pg_notify('${CHANNELS.answered}', string_agg(id, ' ')) FROM done HAVING count(*) > 0`,
        [some.map(({ id }) => id), some.map(({ answer }) => answer), some.map(({ lasting }) => lasting)],
      );
    }
  }

  async leave(owner: string): Promise<void> {
    await this.#database.query('DELETE FROM program_workers WHERE id = $1', [owner]);
    await this.#database.query(
      `WITH back AS (
        UPDATE programs SET until = NULL, tries = tries - 1 WHERE owner = $1 AND answered IS NULL AND until IS NOT NULL
        RETURNING id)
      SELECT pg_notify('${CHANNELS.asked}', '') FROM back LIMIT 1`,
      [owner],
    );
  }

  async state(): Promise<QueueState> {
    const [found] = await this.#database.query(
      `SELECT count(*) FILTER (WHERE until IS NULL OR until < ${NOW}) AS waiting,
        count(*) FILTER (WHERE until >= ${NOW}) AS running,
        (SELECT count(*) FROM program_workers WHERE at > ${NOW} - ${WORKER_MS}) AS workers,
        (SELECT coalesce(sum(places), 0) FROM program_workers WHERE at > ${NOW} - ${WORKER_MS}) AS places
      FROM programs WHERE answered IS NULL AND wanted > ${NOW}`,
    );
    const count = (name: keyof QueueState) => Number(found?.[name] ?? 0);
    return {
      waiting: count('waiting'),
      running: count('running'),
      workers: count('workers'),
      places: count('places'),
    };
  }

  async listen(what: keyof typeof CHANNELS, wake: (ids: string) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    await this.#database.listen(CHANNELS[what], wake, resolve);
    await promise;
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Deletes what nobody asks for any more, and answers what every process died on. */
  async #sweep(): Promise<void> {
    if (performance.now() - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = performance.now();
    await this.#database.query(
      `DELETE FROM programs WHERE answered < ${NOW} - ${KEPT_MS} OR wanted < ${NOW} - ${KEPT_MS}`,
    );
    await this.#database.query(`DELETE FROM program_workers WHERE at < ${NOW} - ${KEPT_MS}`);
    await this.#database.query(
      `WITH lost AS (
        UPDATE programs SET answered = ${NOW}, answer = NULL, lasting = false
        WHERE answered IS NULL AND tries >= ${MOST_TRIES} AND until < ${NOW} RETURNING id)
      SELECT pg_notify('${CHANNELS.answered}', id) FROM lost`,
    );
  }
}

function answeredOf({ id, answer, lasting }: Row): AnsweredProgram {
  return { id: String(id), answer: typeof answer === 'string' ? answer : null, lasting: lasting === true };
}
