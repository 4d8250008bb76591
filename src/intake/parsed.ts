/** One record of a file, before it is read as a row. */
export interface Parsed {
  readonly number: number;
  readonly value: unknown;
  /** The reason why the line is not a JSON value. */
  readonly reason?: string;
}
