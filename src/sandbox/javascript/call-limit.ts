/**
 * The engine looks at every 10,000th jump or call of a program: three times or more a millisecond, where these are all it
 * does.
 */
const LOOKS_A_MS = 3;
/**
 * A call that makes little progress in much time, such as one search of a long text after another, ends after this
 * multiple of its limit.
 */
export const LONG_TIMES = 8;

/**
 * The time of one call. It is over where the limit of processor time is passed and the work of that time was done as well,
 * counted in looks of the engine: on a machine that is shared or busy, a thread's time runs on while it waits, and its work
 * does not. So what a program is stopped at does not depend on who else is at work.
 */
export class CallLimit {
  readonly #limitMs: number;
  readonly #spentMs: () => number;
  #looks = 0;
  #over = false;

  /** @param spentMs processor time of the call so far, in milliseconds */
  constructor(limitMs: number, spentMs: () => number) {
    this.#limitMs = limitMs;
    this.#spentMs = spentMs;
  }

  /** Whether the call was stopped. */
  get over(): boolean {
    return this.#over;
  }

  /** @returns whether the call is to be stopped now */
  look(): boolean {
    this.#looks += 1;
    const ms = this.#spentMs();
    const worked = this.#looks > LOOKS_A_MS * this.#limitMs;
    this.#over ||= ms > LONG_TIMES * this.#limitMs || (worked && ms > this.#limitMs);
    return this.#over;
  }
}
