import { hash } from 'node:crypto';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { table } from '../../spec/table.ts';
import { CAUSES } from '../../spec/verdict.ts';
import {
  ASSIGNMENTS,
  type CopiedFile,
  type CopiedRow,
  type CopiedTable,
  type CopySource,
  type CopyTarget,
  type Field,
  GROUPS,
  REWARDS,
} from '../copy/copied-tables.ts';
import { isLog, wholeLines } from '../home-files.ts';
import { disagreementOf, toolsOf } from '../reward-facts.ts';
import { Current } from './current.ts';
import type { PostgresDatabase } from './database.ts';
import { dayOf, makePartWithin } from './parts.ts';
import type { Query, Value } from './query.ts';

const WINDOW = 1_000;

const FROM = table<string>({
  [GROUPS.name]:
    '(SELECT first, rows, parts.run, assignment, meta, 0::float8 AS at FROM groups JOIN parts ON parts.number = groups.part) AS groups',
});

/** A database, read within one transaction that sees one state of it. */
export class PostgresSource implements CopySource {
  readonly place: string;
  readonly #database: PostgresDatabase;
  readonly #query: Query;

  constructor(database: PostgresDatabase, query: Query) {
    this.place = database.place;
    this.#database = database;
    this.#query = query;
  }

  lastRecord(): Promise<number> {
    return recordsOf(this.#query);
  }

  lastRecordNow(): Promise<number> {
    return recordsOf(this.#database.query);
  }

  files(): AsyncGenerator<CopiedFile, undefined> {
    return filesOf(this.#query);
  }

  async *read({ name, columns, order }: CopiedTable): AsyncGenerator<CopiedRow[], undefined> {
    const names = Object.keys(columns).map((column) => `"${column}"`);
    await this.#query(
      `DECLARE copied NO SCROLL CURSOR FOR SELECT ${names.join(', ')} FROM ${FROM[name] ?? name} ORDER BY ${order}`,
    );
    for (;;) {
      const rows = await this.#query(`FETCH ${WINDOW} FROM copied`);
      if (rows.length > 0) yield rows as CopiedRow[];
      if (rows.length < WINDOW) break;
    }
    await this.#query('CLOSE copied');
  }
}

async function* filesOf(query: Query): AsyncGenerator<CopiedFile, undefined> {
  const paths = await query(
    'SELECT path FROM home_files UNION ALL SELECT path FROM home_lines WHERE number = 0 ORDER BY path',
  );
  for (const { path } of paths) {
    const [found] = await query(
      `SELECT body FROM home_files WHERE path = $1 UNION ALL
      SELECT string_agg(line || chr(10), '' ORDER BY number) FROM home_lines WHERE path = $1 HAVING count(*) > 0`,
      [String(path)],
    );
    yield { path: String(path), text: String(found?.body) };
  }
}

/** A database, written within one transaction. */
export class PostgresTarget implements CopyTarget {
  readonly place: string;
  readonly #query: Query;
  readonly #parts = new Map<string, number>();

  private constructor(place: string, query: Query) {
    this.place = place;
    this.#query = query;
  }

  /** @throws RLAR_INVALID_REQUEST where the database has data already */
  static async open({ place }: PostgresDatabase, query: Query): Promise<PostgresTarget> {
    await query('SELECT 1 FROM counters FOR UPDATE');
    const [found] = await query(
      `SELECT EXISTS (SELECT 1 FROM rewards) OR EXISTS (SELECT 1 FROM runs WHERE number > 0)
      OR EXISTS (SELECT 1 FROM library_log) OR EXISTS (SELECT 1 FROM jobs) OR EXISTS (SELECT 1 FROM feedback) AS data`,
    );
    if (found?.data === true)
      throw new RlarError('RLAR_INVALID_REQUEST', `${place} holds data already`, {
        remedy: 'Copy into an empty database: CREATE DATABASE another, and name it in RLAR_DATABASE_URL.',
      });
    // What a server writes when it only starts.
    for (const table of [
      'runs',
      'deployment',
      'library_snapshots',
      'library_cards',
      'judge_answers',
      'judge_choices',
      'home_files',
      'home_lines',
    ])
      await query(`DELETE FROM ${table}`);
    return new PostgresTarget(place, query);
  }

  async write(table: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
    const own: Record<string, Field>[] = [];
    for (const row of rows) own.push(await this.#own(table, row));
    const columns = Object.entries({ ...table.columns, ...MORE_COLUMNS[table.name] }).filter(
      ([name]) => table !== GROUPS || !['at', 'run'].includes(name),
    );
    const names = columns.map(([name]) => `"${name}"`).join(', ');
    const arrays = columns.map(([, type], at) => `$${at + 1}::${type === 'bytea' ? 'text' : type}[]`);
    const read = columns.map(([name, type]) => (type === 'bytea' ? `decode("${name}", 'hex')` : `"${name}"`));
    const [more, made] = table === REWARDS ? [', length', ', char_length(text)'] : ['', ''];
    await this.#query(
      `INSERT INTO ${table.name}(${names}${more}) SELECT ${read.join(', ')}${made}
      FROM unnest(${arrays.join(', ')}) AS made(${names})`,
      columns.map(([name, type]): Value => own.map((row) => plain(row[name] ?? null, type))),
    );
  }

  async count({ name }: CopiedTable): Promise<number> {
    const [found] = await this.#query(`SELECT count(*) AS rows FROM ${name}`);
    return Number(found?.rows);
  }

  async putFile({ path, text }: CopiedFile): Promise<void> {
    if (isLog(path))
      await this.#query(
        'INSERT INTO home_lines(path, number, line) SELECT $1, nth - 1, line FROM unnest($2::text[]) WITH ORDINALITY AS made(line, nth)',
        [path, wholeLines(text)],
      );
    else await this.#query('INSERT INTO home_files(path, body) VALUES ($1, $2)', [path, text]);
  }

  async finish(lastRecord: number): Promise<void> {
    await this.#query('UPDATE counters SET records = $1, prunes = prunes + 1', [lastRecord]);
    for (const table of ['runs', 'queries', 'assignments'])
      await this.#query(
        `SELECT setval(pg_get_serial_sequence('${table}', 'number'), greatest(1, (SELECT max(number) FROM ${table})))`,
      );
    await this.#query(`SELECT pg_notify($1, (SELECT coalesce(max(seq), 0) FROM library_log)::text)`, [
      Current.CHANNEL,
    ]);
  }

  /** @returns the row as PostgreSQL keeps it */
  async #own(table: CopiedTable, row: CopiedRow): Promise<Record<string, Field>> {
    switch (table) {
      case ASSIGNMENTS: {
        const body = String(row.body);
        const { snapshot } = withSnapshot.parse(JSON.parse(body));
        return { ...row, hash: hash('sha256', body, 'hex'), snapshot };
      }
      case GROUPS:
      case REWARDS: {
        const part = await this.#part(Number(row.run), Number(row.at));
        return table === GROUPS ? { ...row, part } : { ...row, part, ...factsOf(row) };
      }
      default:
        if (table.name !== 'feedback') return { ...row };
        return { ...row, record: withRecord.parse(JSON.parse(String(row.body))).record ?? null };
    }
  }

  async #part(run: number, at: number): Promise<number> {
    const key = `${run}/${dayOf(at)}`;
    const part = this.#parts.get(key) ?? (await makePartWithin(this.#query, run, dayOf(at)));
    this.#parts.set(key, part);
    return part;
  }
}

const MORE_COLUMNS = table<Readonly<Record<string, string>>>({
  [ASSIGNMENTS.name]: { hash: 'text', snapshot: 'text' },
  [GROUPS.name]: { part: 'bigint' },
  [REWARDS.name]: { part: 'bigint', cause: 'int', tools: 'text', disagreement: 'float8' },
  feedback: { record: 'text' },
});

const withSnapshot = z.object({ snapshot: z.string() });
const withRecord = z.object({ record: z.string().optional() });
const withCause = z.object({ cause: z.enum(CAUSES).optional() });
const verdicts = z.array(
  z.object({ tool: z.string(), version: z.string(), value: z.number().nullable().optional() }),
);

/** @returns what stands in the row of a reward for lists and figures */
function factsOf({ outcome = null, results = null }: CopiedRow): Record<string, Field> {
  const { cause } = outcome === null ? {} : withCause.parse(JSON.parse(String(outcome)));
  const judged = verdicts.parse(JSON.parse(String(results)));
  return {
    cause: cause === undefined ? null : CAUSES.indexOf(cause),
    tools: toolsOf(judged),
    disagreement: disagreementOf(judged.map(({ value }) => value ?? null)),
  };
}

async function recordsOf(query: Query): Promise<number> {
  const [found] = await query('SELECT records FROM counters');
  return Number(found?.records);
}

/** What SQLite estimates (the characters of a run that was pruned in part) may have a fraction where a whole number belongs. */
function plain(value: Field, type: string): string | number | boolean | null {
  if (typeof value === 'number' && type === 'bigint') return Math.round(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
