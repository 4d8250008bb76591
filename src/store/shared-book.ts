/** An answer of a language model, as JSON, and the judge that it was given to. */
export interface KeptAnswer {
  readonly key: string;
  /** `id@version` of the judge. */
  readonly judge: string;
  readonly body: string;
}

/** What a file answers at once, and a database over the network later. */
type Answered<Answer> = Answer | Promise<Answer>;

/**
 * What the processes of one deployment share about its judges, whatever it is kept in: answers that models gave, the times of
 * requests to each endpoint, and choices that hold for a whole group.
 */
export interface SharedBook {
  /** @returns the answer that was kept for a key, or null */
  answer(key: string): Answered<string | null>;
  keep(answer: KeptAnswer): Answered<void>;
  /** Takes answers back that turned out to be none. */
  drop(keys: readonly string[]): Answered<void>;
  /**
   * Erases answers.
   * @param which of a judge, by its id or as `id@version`, and only what is older than this; all by default
   * @returns how many were erased
   */
  erase(which?: { readonly judge?: string; readonly olderThanMs?: number }): Answered<number>;
  /** @returns the number of kept answers by judge */
  kept(): Answered<ReadonlyMap<string, number>>;
  /**
   * Takes the next place among the requests to an endpoint, so that in no minute there are more than may be, over all
   * processes.
   * @returns milliseconds to wait before the request
   */
  takePlace(source: string, perMinute: number): Answered<number>;
  /** Makes a choice once: the first one holds, in every process. @returns the one that holds */
  choose(key: string, choice: string): Answered<string>;
  /** @returns the choice that was made, or null */
  chosen(key: string): Answered<string | null>;
  /** A later use opens it again. */
  close(): Answered<void>;
}
