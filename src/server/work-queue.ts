import { RlarError } from '../spec/errors.ts';
import { orAborted } from '../spec/or-aborted.ts';
import { TurnQueue } from '../spec/turn-queue.ts';

interface Waiting {
  readonly size: number;
  readonly start: () => void;
}

/** The run of a piece of work, and the signal that ends its wait. */
interface Origin {
  /** The training run that the work belongs to. */
  readonly run?: string | undefined;
  /** Aborted when no client waits for the work any more. */
  readonly signal?: AbortSignal;
}

/**
 * Bounds the rollouts in work. A request above the bound is held, and refused only after a timeout, because a trainer
 * treats a refusal as a failure of the run but tolerates a wait. Runs take turns, and requests of one run keep their order.
 */
export class WorkQueue {
  readonly #limit: number;
  readonly #waitMs: number;
  readonly #waiting = new TurnQueue<Waiting>();
  #inWork = 0;

  /**
   * @param limit most rollouts in work
   * @param waitMs most milliseconds that a request may be held
   */
  constructor(limit: number, waitMs: number) {
    this.#limit = limit;
    this.#waitMs = waitMs;
  }

  get inWork(): number {
    return this.#inWork;
  }

  get held(): number {
    return this.#waiting.size;
  }

  /**
   * @param size number of rollouts of the work
   * @throws RlarError RLAR_OVERLOADED after the wait, or the signal's reason
   */
  async run<T>(size: number, work: () => Promise<T>, { run = '', signal }: Origin = {}): Promise<T> {
    if (this.#waiting.size > 0 || !this.#fits(size)) await this.#hold(size, run, signal);
    else this.#inWork += size;
    try {
      return await work();
    } finally {
      this.#inWork -= size;
      this.#admit();
    }
  }

  /** A request above the bound runs alone. */
  #fits(size: number): boolean {
    return this.#inWork === 0 || this.#inWork + size <= this.#limit;
  }

  async #hold(size: number, run: string, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let started = false;
    const entry: Waiting = {
      size,
      start: () => {
        started = true;
        this.#inWork += size;
        resolve();
      },
    };
    const timer = setTimeout(() => {
      const message = `${this.#inWork} rollouts in work, waited ${this.#waitMs} ms`;
      reject(new RlarError('RLAR_OVERLOADED', message));
    }, this.#waitMs);
    this.#waiting.add(run, entry);
    try {
      await orAborted(promise, signal);
    } catch (thrown) {
      if (started) this.#inWork -= size;
      else this.#waiting.remove(run, entry);
      this.#admit();
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  #admit(): void {
    for (let next = this.#waiting.peek(); next && this.#fits(next.size); next = this.#waiting.peek()) {
      this.#waiting.take();
      next.start();
    }
  }
}
