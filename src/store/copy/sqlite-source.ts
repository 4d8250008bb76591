import { existsSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { table } from '../../spec/table.ts';
import { openReadable } from '../database.ts';
import { FolderFiles } from '../folder-files.ts';
import { isSharedPath, SHARED_FOLDERS } from '../home-files.ts';
import {
  ASSIGNMENTS,
  type CopiedFile,
  type CopiedRow,
  type CopiedTable,
  type CopySource,
  type Field,
  GROUPS,
  JUDGE_TABLES,
  REWARDS,
  STICKY,
} from './copied-tables.ts';

const WINDOW = 1_000;

/** The same assignment may stand in several rows: in several phases, or sticky and not. The first of them stands for all. */
const FIRST = `(SELECT min(number) FROM assignments AS same
  WHERE same.query = assignments.query AND same.run = assignments.run AND same.body = assignments.body)`;

/** Where a column of a reward comes from, if not from the column of its name. */
const READ = table<string>({
  first: '(SELECT first FROM groups WHERE first <= record ORDER BY first DESC LIMIT 1)',
  text: "CASE typeof(text) WHEN 'text' THEN text END",
  text_hash: "CASE typeof(text) WHEN 'blob' THEN text END",
  ...Object.fromEntries(
    ['kind', 'policy', 'flags', 'finish_reason'].map((name) => [
      name,
      `(SELECT word FROM words WHERE number = rewards.${name})`,
    ]),
  ),
});

const SELECTS = table<string>({
  [ASSIGNMENTS.name]: `SELECT number, query, run, body FROM assignments WHERE number = ${FIRST} ORDER BY number`,
  [STICKY.name]: `
    SELECT runs.run, from_step, queries.key AS query, assignments.body FROM assignments
    JOIN runs ON runs.number = assignments.run JOIN queries ON queries.number = assignments.query
    WHERE sticky AND runs.run IS NOT NULL AND assignments.number = (
      SELECT min(number) FROM assignments AS same WHERE same.query = assignments.query AND same.run = assignments.run
      AND same.from_step = assignments.from_step AND same.sticky)`,
  [GROUPS.name]: `
    SELECT first, rows, run, assignment, meta, (
      SELECT at FROM rewards WHERE record >= first AND record < first + rows ORDER BY record LIMIT 1) AS at
    FROM groups ORDER BY first`,
  [REWARDS.name]: `
    SELECT ${Object.keys(REWARDS.columns)
      .map((name) => `${READ[name] ?? `rewards."${name}"`} AS "${name}"`)
      .join(', ')}
    FROM rewards ORDER BY record`,
  judge_answers: 'SELECT key, judge, at, body FROM answers ORDER BY key',
  judge_choices: 'SELECT key, choice, at FROM choices ORDER BY key',
});

/** A home with SQLite, read in one transaction. */
export class SqliteSource implements CopySource {
  readonly place: string;
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #judges: DatabaseSync | null;
  /** The first assignment that is the same, for those that have one. */
  readonly #first: ReadonlyMap<number, number>;

  /** @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER */
  constructor(home: string) {
    this.place = home;
    this.#file = join(home, 'rlar.db');
    this.#database = openReadable(this.#file);
    const judges = join(home, 'judges.db');
    this.#judges = existsSync(judges) ? new DatabaseSync(judges, { readOnly: true }) : null;
    this.#database.exec('BEGIN');
    this.#first = new Map(
      this.#database
        .prepare(`SELECT number, ${FIRST} AS first FROM assignments`)
        .all()
        .filter(({ number, first }) => number !== first)
        .map(({ number, first }) => [Number(number), Number(first)]),
    );
  }

  async lastRecord(): Promise<number> {
    return recordsOf(this.#database);
  }

  async lastRecordNow(): Promise<number> {
    const now = openReadable(this.#file);
    try {
      return recordsOf(now);
    } finally {
      now.close();
    }
  }

  async *read(table: CopiedTable): AsyncGenerator<CopiedRow[], undefined> {
    const database = JUDGE_TABLES.includes(table) ? this.#judges : this.#database;
    if (!database) return;
    const columns = Object.keys(table.columns);
    const select =
      SELECTS[table.name] ??
      `SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM ${table.name} ORDER BY ${table.order}`;
    let window: CopiedRow[] = [];
    for (const row of database.prepare(select).iterate()) {
      window.push(
        Object.fromEntries(columns.map((column) => [column, this.#field(table, column, row[column])])),
      );
      if (window.length < WINDOW) continue;
      yield window;
      window = [];
    }
    if (window.length > 0) yield window;
  }

  files(): AsyncGenerator<CopiedFile, undefined> {
    return filesOf(this.place);
  }

  close(): void {
    this.#database.close();
    this.#judges?.close();
  }

  #field(table: CopiedTable, column: string, value: Field | bigint | undefined): Field {
    if (value === undefined || value === null) return null;
    if (column === 'assignment') return this.#first.get(Number(value)) ?? Number(value);
    if (table.columns[column] === 'boolean') return Number(value) === 1;
    return typeof value === 'bigint' ? Number(value) : value;
  }
}

async function* filesOf(home: string): AsyncGenerator<CopiedFile, undefined> {
  const files = new FolderFiles(home);
  for (const folder of SHARED_FOLDERS) {
    const found = globSync('**/*', { cwd: join(home, folder), withFileTypes: true });
    for (const entry of found.filter((one) => one.isFile())) {
      const path = relative(home, join(entry.parentPath, entry.name));
      const text = isSharedPath(path) ? await files.read(path) : null;
      if (text !== null) yield { path, text };
    }
  }
}

function recordsOf(database: DatabaseSync): number {
  return Number(database.prepare('SELECT records FROM counters').get()?.records);
}
