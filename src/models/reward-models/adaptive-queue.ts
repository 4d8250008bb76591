import PQueue from 'p-queue';

/** What a server let be seen when it was asked once. `busy`: it said so, or was too slow · `gone`: no connection. */
export type ServerSign = 'well' | 'busy' | 'gone';

/**
 * A queue that finds out how many requests a server takes at once: one more after a round that went well, half after a
 * sign that it has too many. (Additive increase, multiplicative decrease, as TCP has it.)
 */
export class AdaptiveQueue {
  readonly #queue: PQueue;
  readonly #most: number;
  #limit: number;
  /** Signs since the limit was halved; those of requests that were under way then are no second reason. */
  #sinceCut = Number.POSITIVE_INFINITY;

  constructor({ start = 8, most = 64 }: { readonly start?: number; readonly most?: number } = {}) {
    this.#most = most;
    this.#limit = Math.min(start, most);
    this.#queue = new PQueue({ concurrency: Math.floor(this.#limit) });
  }

  /** Requests that may be open at once now. */
  get limit(): number {
    return this.#queue.concurrency;
  }

  add<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    return this.#queue.add(work, { signal });
  }

  note(sign: ServerSign): void {
    this.#sinceCut += 1;
    if (sign === 'well') this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
    else if (sign === 'busy' && this.#sinceCut > this.#limit) {
      this.#limit = Math.max(1, this.#limit / 2);
      this.#sinceCut = 0;
    }
    this.#queue.concurrency = Math.floor(this.#limit);
  }
}
