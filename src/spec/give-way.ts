/** Milliseconds of work on the thread of the event loop after which others get a turn. */
const STRETCH_MS = 10;

/** Long work on the thread of the event loop, done in stretches: between two of them everything else gets a turn. */
export class Stretches {
  #since = performance.now();

  /** Waits for a turn where the work has gone on for long enough. To be called between its pieces. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#since < STRETCH_MS) return;
    await new Promise(setImmediate);
    this.#since = performance.now();
  }
}
