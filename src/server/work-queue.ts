import { RlarError } from '../spec/errors.ts';

interface Waiting {
  readonly size: number;
  readonly start: () => void;
}

/**
 * Bounds the rollouts in work. A request above the bound is held, and refused only when it has waited its time: trainers
 * count a refusal as a failure of the run, a wait as nothing. Runs take turns, each first come first served, so that the
 * thousand requests of an evaluation do not stand before the step of a training.
 */
export class WorkQueue {
  readonly #limit: number;
  readonly #waitMs: number;
  /** By run, in the order of turns. */
  readonly #waiting = new Map<string, Waiting[]>();
  #inWork = 0;

  constructor(limit: number, waitMs: number) {
    this.#limit = limit;
    this.#waitMs = waitMs;
  }

  get inWork(): number {
    return this.#inWork;
  }

  get held(): number {
    return this.#waiting.values().reduce((sum, entries) => sum + entries.length, 0);
  }

  /**
   * @param share the run that the work belongs to
   * @throws RlarError RLAR_OVERLOADED after the wait
   */
  async run<T>(size: number, work: () => Promise<T>, share = ''): Promise<T> {
    const fits = this.#inWork === 0 || this.#inWork + size <= this.#limit;
    if (this.#waiting.size > 0 || !fits) await this.#hold(size, share);
    else this.#inWork += size;
    try {
      return await work();
    } finally {
      this.#inWork -= size;
      this.#admit();
    }
  }

  #hold(size: number, share: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry: Waiting = {
      size,
      start: () => {
        clearTimeout(timer);
        this.#inWork += size;
        resolve();
      },
    };
    const timer = setTimeout(() => {
      this.#leave(share, entry);
      reject(new RlarError('RLAR_OVERLOADED', `${this.#inWork} rollouts in work, waited ${this.#waitMs} ms`));
    }, this.#waitMs);
    const before = this.#waiting.get(share);
    if (before) before.push(entry);
    else this.#waiting.set(share, [entry]);
    return promise;
  }

  #leave(share: string, entry: Waiting): void {
    const left = this.#waiting.get(share)?.filter((other) => other !== entry) ?? [];
    if (left.length > 0) this.#waiting.set(share, left);
    else this.#waiting.delete(share);
  }

  #admit(): void {
    for (const [share, entries] of this.#waiting) {
      const next = entries[0]!;
      if (this.#inWork > 0 && this.#inWork + next.size > this.#limit) return;
      entries.shift();
      this.#waiting.delete(share);
      if (entries.length > 0) this.#waiting.set(share, entries);
      next.start();
    }
  }
}
