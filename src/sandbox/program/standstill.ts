/** Milliseconds by the wall over which the own time of work is looked at. */
const WINDOW_MS = 30_000;
/** Share of a window that has to be own time; below it the machine has no processor for the work. */
const LEAST_SHARE = 1 / 40;
/**
 * Times a limit of own time that work may be drawn out to before it ends in one way or the other: for nets that are
 * cast around it.
 */
export const MOST_TIMES = 1 / LEAST_SHARE;

/** Tells work that goes on slowly, which reaches the limit of its own time some day, from work that stands still. */
export class Standstill {
  #passedMs = 0;
  #ownMs = 0;

  /**
   * @param passedMs milliseconds by the wall since the start
   * @param ownMs those of them that were the work's own
   * @returns whether it got next to no processor for a whole window
   */
  reached(passedMs: number, ownMs: number): boolean {
    const passed = passedMs - this.#passedMs;
    if (passed < WINDOW_MS) return false;
    const still = ownMs - this.#ownMs < passed * LEAST_SHARE;
    this.#passedMs = passedMs;
    this.#ownMs = ownMs;
    return still;
  }
}
