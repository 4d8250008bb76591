import { TurnQueue } from '../../spec/turn-queue.ts';
import { whoseTurn } from '../../spec/whose-turn.ts';

/** Milliseconds after which a program counts as slow, by default. */
export const SLOW_MS = 250;

/**
 * How many programs run at one time: as many as there are processors, so that none waits for one while it is timed. A
 * program that turns out to be slow (a bomb, an endless loop) is made to yield, and another is let in beside it, so
 * that as many bombs as there are slots do not hold up their neighbours for as long as their limits let them live.
 * Training runs take turns at the slots.
 */
export class Slots {
  readonly #size: number;
  readonly #most: number;
  readonly #slowMs: number;
  readonly #waiting = new TurnQueue<() => void>();
  #fast = 0;
  #slow = 0;

  /** @param most programs at one time in all, slow ones included · @param slowMs when a program counts as slow */
  constructor(size: number, most: number, slowMs = SLOW_MS) {
    this.#size = size;
    this.#most = most;
    this.#slowMs = slowMs;
  }

  #admit(): void {
    while (this.#waiting.size > 0 && this.#fast < this.#size && this.#fast + this.#slow < this.#most) {
      this.#fast += 1;
      this.#waiting.take()?.();
    }
  }

  /**
   * Waits for a place.
   * @param onSlow called once, when the work turns out to be slow, to make it yield
   * @param slowMs for work that is slow by nature, such as a compiler's
   * @returns what gives the place back
   */
  async enter(onSlow: () => void, slowMs = this.#slowMs): Promise<() => void> {
    await new Promise<void>((resolve) => {
      this.#waiting.add(whoseTurn(), resolve);
      this.#admit();
    });
    let slow = false;
    const timer = setTimeout(() => {
      slow = true;
      this.#fast -= 1;
      this.#slow += 1;
      onSlow();
      this.#admit();
    }, slowMs);
    return () => {
      clearTimeout(timer);
      if (slow) this.#slow -= 1;
      else this.#fast -= 1;
      this.#admit();
    };
  }

  /** @param work is given a way to say what to do when it turns out to be slow */
  async run<Value>(
    work: (whenSlow: (onSlow: () => void) => void) => Promise<Value>,
    slowMs = this.#slowMs,
  ): Promise<Value> {
    let yieldTo: (() => void) | null = null;
    const leave = await this.enter(() => yieldTo?.(), slowMs);
    try {
      return await work((onSlow) => {
        yieldTo = onSlow;
      });
    } finally {
      leave();
    }
  }
}
