/** What a copy of a deployment's store takes over, table by table, in the form that both stores are read into and written from. */

export type Field = string | number | boolean | null | Uint8Array;
export type CopiedRow = Readonly<Record<string, Field>>;

/** PostgreSQL's type of a column. Where SQLite keeps a boolean it keeps 0 or 1. */
type ColumnType = 'bigint' | 'int' | 'float8' | 'text' | 'boolean' | 'bytea';

export interface CopiedTable {
  readonly name: string;
  /** The columns in the order in which they are written, with their types. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** What the rows are read in the order of. */
  readonly order: string;
}

const table = (name: string, order: string, columns: CopiedTable['columns']): CopiedTable => ({
  name,
  order,
  columns,
});

/** Tables with the same columns in both stores. */
const PLAIN_TABLES: readonly CopiedTable[] = [
  table('runs', 'number', {
    number: 'bigint',
    run: 'text',
    created: 'float8',
    settings: 'text',
    rows: 'bigint',
    characters: 'bigint',
    last_step: 'float8',
    last_epoch: 'float8',
    judge_calls: 'float8',
    judge_tokens: 'float8',
    judge_usd: 'float8',
    judge_responses: 'float8',
  }),
  table('phases', 'run, from_step', { run: 'bigint', from_step: 'float8', snapshot: 'text', at: 'float8' }),
  table('judged_groups', 'run, step, query', {
    run: 'bigint',
    step: 'float8',
    query: 'text',
    fits: 'boolean',
  }),
  table('queries', 'number', { number: 'bigint', key: 'text', body: 'text' }),
  table('library_cards', 'hash', { hash: 'text', body: 'text' }),
  table('library_snapshots', 'id', { id: 'text', created: 'float8', cards: 'text' }),
  table('library_log', 'seq', {
    seq: 'bigint',
    at: 'float8',
    action: 'text',
    by: 'text',
    reason: 'text',
    snapshot: 'text',
    changes: 'text',
    published: 'text',
  }),
  table('deployment', 'id', { id: 'int', at: 'float8', cards: 'text' }),
  table('jobs', 'id', {
    id: 'text',
    kind: 'text',
    key: 'text',
    spec: 'text',
    state: 'text',
    owner: 'text',
    until: 'float8',
    created: 'float8',
  }),
  table('feedback', 'number', {
    number: 'bigint',
    at: 'float8',
    sort: 'text',
    query: 'text',
    response: 'text',
    correct: 'boolean',
    by: 'text',
    body: 'text',
  }),
];

/** What a judge was answered, and what it chose: a home keeps it in a file of its own. */
export const JUDGE_TABLES: readonly CopiedTable[] = [
  table('judge_answers', 'key', { key: 'text', judge: 'text', at: 'float8', body: 'text' }),
  table('judge_choices', 'key', { key: 'text', choice: 'text', at: 'float8' }),
];

/** Tables that the two stores keep differently; each store reads and writes them in this form. */
export const ASSIGNMENTS = table('assignments', 'number', {
  number: 'bigint',
  query: 'bigint',
  run: 'bigint',
  body: 'text',
});
export const STICKY = table('sticky', 'run, query, from_step', {
  run: 'text',
  from_step: 'float8',
  query: 'text',
  body: 'text',
});
export const GROUPS = table('groups', 'first', {
  first: 'bigint',
  rows: 'int',
  run: 'bigint',
  assignment: 'bigint',
  meta: 'text',
  at: 'float8',
});
export const REWARDS = table('rewards', 'record', {
  record: 'bigint',
  first: 'bigint',
  at: 'float8',
  run: 'bigint',
  assignment: 'bigint',
  status: 'int',
  kind: 'text',
  step: 'float8',
  epoch: 'float8',
  policy: 'text',
  reward: 'float8',
  correctness: 'float8',
  quality: 'float8',
  format: 'float8',
  efficiency: 'float8',
  safety: 'float8',
  flags: 'text',
  finish_reason: 'text',
  rescored_from: 'bigint',
  item: 'text',
  group: 'text',
  outcome: 'text',
  results: 'text',
  text: 'text',
  text_hash: 'bytea',
  steps: 'text',
  meta: 'text',
});

/** All tables, in the order in which they are copied. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  ...PLAIN_TABLES,
  ASSIGNMENTS,
  STICKY,
  GROUPS,
  REWARDS,
  ...JUDGE_TABLES,
];

/** A shared file of a home, with its path in it. */
export interface CopiedFile {
  readonly path: string;
  readonly text: string;
}

/** The end that is read, as it was when the copy began. */
export interface CopySource {
  /** What the end is called in messages. */
  readonly place: string;
  /** The number of the last record that was ever given. */
  lastRecord(): Promise<number>;
  /** @returns the number of the last record by now */
  lastRecordNow(): Promise<number>;
  /** The rows of a table, a window at a time. */
  read(table: CopiedTable): AsyncIterable<readonly CopiedRow[]>;
  /** The shared files of the home. */
  files(): AsyncIterable<CopiedFile>;
}

/** The end that is written. Nothing of it is seen by others before `finish`. */
export interface CopyTarget {
  readonly place: string;
  write(table: CopiedTable, rows: readonly CopiedRow[]): Promise<void>;
  count(table: CopiedTable): Promise<number>;
  /** Keeps a file in the place of what was there. */
  putFile(file: CopiedFile): Promise<void>;
  finish(lastRecord: number): Promise<void>;
}
