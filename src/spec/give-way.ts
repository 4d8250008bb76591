/** Milliseconds of work on the thread of the event loop after which others get a turn, by default. */
const STRETCH_MS = 10;

/** Splits long work on the thread of the event loop into stretches. All other work gets a turn between two stretches. */
export class Stretches {
  readonly #longestMs: number;
  #since = performance.now();

  /** @param longestMs milliseconds of one stretch */
  constructor(longestMs = STRETCH_MS) {
    this.#longestMs = longestMs;
  }

  /** Lets other work run if the present stretch is long enough. Call it between the pieces of the work. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#since < this.#longestMs) return;
    await new Promise(setImmediate);
    this.#since = performance.now();
  }
}
