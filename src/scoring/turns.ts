import { RlarError } from '../spec/errors.ts';
import { TurnQueue } from '../spec/turn-queue.ts';

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: RlarError) => void;
}

/**
 * The places of one tool. Their number is the number of pieces of work that the tool can do at one time. A place comes free
 * when its work has really ended. Training runs take turns at the places. If no place comes free for a long time, because
 * work ignores its signal, waiting work is refused.
 */
export class Turns {
  readonly #places: number;
  readonly #stuckMs: number;
  readonly #waiting = new TurnQueue<Waiting>();
  #taken = 0;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param places number of pieces of work at one time
   * @param stuckMs milliseconds without a free place after which waiting work is refused
   */
  constructor(places: number, stuckMs: number) {
    this.#places = places;
    this.#stuckMs = stuckMs;
  }

  /**
   * @param share the run that the work belongs to
   * @param signal ends the wait for a place. Work that has its place must watch the signal itself
   * @throws RLAR_TOOL_STARVED where no place came free, or the signal's reason
   */
  async run<Value>(share: string, work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    signal?.throwIfAborted();
    if (this.#taken >= this.#places) await this.#wait(share, signal);
    else this.#taken += 1;
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  async #wait(share: string, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry = { start: resolve, refuse: reject };
    this.#waiting.add(share, entry);
    this.#timer ??= setTimeout(() => this.#refuseAll(), this.#stuckMs);
    const leave = (): void => {
      this.#waiting.remove(share, entry);
      if (this.#waiting.size === 0) this.#stopTimer();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', leave));
  }

  #release(): void {
    this.#stopTimer();
    const next = this.#waiting.take();
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#refuseAll(), this.#stuckMs);
    if (next) next.start();
    else this.#taken -= 1;
  }

  #stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #refuseAll(): void {
    this.#timer = null;
    const error = new RlarError(
      'RLAR_TOOL_STARVED',
      `all ${this.#places} places were held for ${this.#stuckMs} ms by work that did not end`,
    );
    for (const { refuse } of this.#waiting.drain()) refuse(error);
  }
}
