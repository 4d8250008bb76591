import { RlarError } from '../spec/errors.ts';

interface Waiting {
  readonly size: number;
  readonly share: string;
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
  readonly #waiting: Waiting[] = [];
  #inWork = 0;
  /** The runs that were let in, the one that waited longest for its turn first. */
  readonly #turns = new Set<string>();

  constructor(limit: number, waitMs: number) {
    this.#limit = limit;
    this.#waitMs = waitMs;
  }

  get inWork(): number {
    return this.#inWork;
  }

  get held(): number {
    return this.#waiting.length;
  }

  /**
   * @param share the run that the work belongs to
   * @throws RlarError RLAR_OVERLOADED after the wait
   */
  async run<T>(size: number, work: () => Promise<T>, share = ''): Promise<T> {
    const fits = this.#inWork === 0 || this.#inWork + size <= this.#limit;
    if (this.#waiting.length > 0 || !fits) await this.#hold(size, share);
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
      share,
      start: () => {
        clearTimeout(timer);
        this.#inWork += size;
        resolve();
      },
    };
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(entry), 1);
      reject(new RlarError('RLAR_OVERLOADED', `${this.#inWork} rollouts in work, waited ${this.#waitMs} ms`));
    }, this.#waitMs);
    this.#waiting.push(entry);
    return promise;
  }

  #admit(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      if (this.#inWork > 0 && this.#inWork + next.size > this.#limit) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#turns.delete(next.share);
      if (this.#waiting.some(({ share }) => share === next.share)) this.#turns.add(next.share);
      next.start();
    }
  }

  /** @returns the oldest request of the run whose turn it is: one that had none yet, else the one whose last is longest ago */
  #next(): Waiting | undefined {
    const fresh = this.#waiting.find(({ share }) => !this.#turns.has(share));
    if (fresh) return fresh;
    for (const turn of this.#turns) {
      const found = this.#waiting.find(({ share }) => share === turn);
      if (found) return found;
      this.#turns.delete(turn);
    }
    return undefined;
  }
}
