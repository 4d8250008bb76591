import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { RlarError } from '../../spec/errors.ts';
import { table } from '../../spec/table.ts';
import { openReadable, openWritable } from '../database.ts';
import { FolderFiles } from '../folder-files.ts';
import { JudgeBook } from '../judge-book.ts';
import { makeFolder } from '../make-folder.ts';
import {
  ASSIGNMENTS,
  type CopiedFile,
  type CopiedRow,
  type CopiedTable,
  type CopyTarget,
  type Field,
  GROUPS,
  JUDGE_TABLES,
  REWARDS,
  STICKY,
} from './copied-tables.ts';

const FILES = ['rlar.db', 'judges.db'] as const;
const WORDS = ['kind', 'policy', 'flags', 'finish_reason'];
const OWN_NAMES = table<string>({ judge_answers: 'answers', judge_choices: 'choices' });

/**
 * A home with SQLite. It is written in a folder of its own within the home, and put in its place as a whole.
 * @throws RLAR_INVALID_REQUEST where the home has data already
 */
export class SqliteTarget implements CopyTarget {
  readonly place: string;
  readonly #folder: string;
  readonly #database: DatabaseSync;
  readonly #judges: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #words = new Map<string, number>();
  readonly #files: string[] = [];

  constructor(home: string) {
    this.place = home;
    refuseData(join(home, 'rlar.db'));
    this.#folder = join(home, '.copying');
    rmSync(this.#folder, { recursive: true, force: true });
    makeFolder(this.#folder);
    this.#database = openWritable({ file: join(this.#folder, 'rlar.db') });
    const book = new JudgeBook(this.#folder);
    book.chosen('');
    book.close();
    this.#judges = new DatabaseSync(join(this.#folder, 'judges.db'));
    for (const database of [this.#database, this.#judges]) database.exec('BEGIN IMMEDIATE');
    this.#database.exec('DELETE FROM runs');
  }

  async write(table: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
    for (const row of rows) this.#insert(table, this.#own(table, row));
  }

  async count(table: CopiedTable): Promise<number> {
    const [name, which] =
      table === STICKY
        ? ['assignments', 'WHERE sticky']
        : [OWN_NAMES[table.name] ?? table.name, table === ASSIGNMENTS ? 'WHERE NOT sticky' : ''];
    const found = this.#of(table).prepare(`SELECT count(*) AS rows FROM ${name} ${which}`).get();
    return Number(found?.rows);
  }

  putFile({ path, text }: CopiedFile): Promise<void> {
    this.#files.push(path);
    return new FolderFiles(this.#folder).write(path, text);
  }

  async finish(lastRecord: number): Promise<void> {
    this.#database.prepare('UPDATE counters SET records = ?').run(lastRecord);
    for (const database of [this.#database, this.#judges]) {
      database.exec('COMMIT');
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    }
    for (const file of FILES) {
      for (const end of ['-wal', '-shm']) rmSync(join(this.place, `${file}${end}`), { force: true });
      renameSync(join(this.#folder, file), join(this.place, file));
    }
    for (const path of this.#files) {
      makeFolder(dirname(join(this.place, path)));
      renameSync(join(this.#folder, path), join(this.place, path));
    }
    rmSync(join(this.place, 'search.db'), { force: true });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Throws away what was written, where it was not finished. */
  abandon(): void {
    for (const database of [this.#database, this.#judges]) if (database.isOpen) database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #of(table: CopiedTable): DatabaseSync {
    return JUDGE_TABLES.includes(table) ? this.#judges : this.#database;
  }

  /** @returns the row as SQLite keeps it */
  #own(table: CopiedTable, row: CopiedRow): readonly [name: string, row: Record<string, Field>] {
    switch (table) {
      case ASSIGNMENTS:
        return ['assignments', { ...row, from_step: 0, sticky: 0 }];
      case STICKY: {
        const { run = null, query = null, ...rest } = row;
        const number = {
          run: this.#numberOf('runs', 'run', run),
          query: this.#numberOf('queries', 'key', query),
        };
        return ['assignments', { ...rest, ...number, sticky: 1 }];
      }
      case GROUPS: {
        const { at: _, ...rest } = row;
        return ['groups', rest];
      }
      case REWARDS: {
        const { first: _, text_hash = null, text = null, ...rest } = row;
        const words = WORDS.map((column) => [column, this.#word(rest[column] ?? null)]);
        return ['rewards', { ...rest, text: text ?? text_hash, ...Object.fromEntries(words) }];
      }
      default:
        return [OWN_NAMES[table.name] ?? table.name, row];
    }
  }

  #insert(table: CopiedTable, [name, row]: readonly [string, Record<string, Field>]): void {
    const columns = Object.keys(row);
    const values = columns.map(() => '?').join(', ');
    const sql = `INSERT INTO ${name}(${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${values})`;
    const statement = this.#statements.get(sql) ?? this.#of(table).prepare(sql);
    this.#statements.set(sql, statement);
    statement.run(...columns.map((column) => bound(row[column] ?? null)));
  }

  #word(said: Field): number | null {
    if (said === null) return null;
    const text = String(said);
    const known = this.#words.get(text) ?? this.#numberOf('words', 'word', text);
    this.#words.set(text, known);
    return known;
  }

  /** @returns the number under which a name stands; it is added where it is missing */
  #numberOf(name: 'words' | 'runs' | 'queries', column: string, value: Field): number {
    const text = String(value);
    const find = this.#database.prepare(`SELECT number FROM ${name} WHERE ${column} = ?`);
    const found = find.get(text);
    if (found) return Number(found.number);
    const [more, now] = name === 'runs' ? [', created', ', 0'] : ['', ''];
    const added = this.#database.prepare(`INSERT INTO ${name}(${column}${more}) VALUES (?${now})`).run(text);
    return Number(added.lastInsertRowid);
  }
}

function bound(value: Field): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : value;
}

function refuseData(file: string): void {
  if (!existsSync(file)) return;
  const database = openReadable(file);
  try {
    const found = database
      .prepare(
        `SELECT (SELECT count(*) FROM rewards) + (SELECT count(*) FROM runs WHERE number > 0) + (SELECT count(*) FROM library_log)
        + (SELECT count(*) FROM jobs) + (SELECT count(*) FROM feedback) AS rows`,
      )
      .get();
    if (Number(found?.rows) === 0) return;
  } finally {
    database.close();
  }
  throw new RlarError('RLAR_INVALID_REQUEST', `${file} holds data already`, {
    remedy: 'Copy into another home (RLAR_HOME), or move this file away first.',
  });
}
