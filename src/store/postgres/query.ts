/** A value of a statement. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Buffer
  | readonly (string | number | boolean | null | Buffer)[];
/** A row of an answer, by the names of its columns. */
export type Row = Record<string, unknown>;

/** Runs one statement. Values are numbered from $1; arrays become arrays of PostgreSQL. */
export type Query = (sql: string, values?: readonly Value[]) => Promise<Row[]>;
