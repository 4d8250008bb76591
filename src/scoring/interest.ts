import { RlarError } from '../spec/errors.ts';

/**
 * Who still waits for a piece of work that several may share. When the last of them has gone, the work is told to end:
 * `signal` is aborted with RLAR_CANCELLED. One that joins without a signal of its own never goes.
 */
export class Interest {
  readonly #abort = new AbortController();
  readonly #graceMs: number;
  readonly #waiting = new Map<AbortSignal, () => void>();
  #forever = false;
  #timer: NodeJS.Timeout | null = null;

  /** @param graceMs milliseconds that the work goes on with nobody waiting, for one that comes back */
  constructor(graceMs = 0) {
    this.#graceMs = graceMs;
  }

  /** For the work. Once it is aborted nobody can join any more. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** @param signal aborted when this one has gone */
  join(signal?: AbortSignal): void {
    if (!signal) this.#forever = true;
    else if (!signal.aborted && !this.#waiting.has(signal)) {
      const leave = (): void => this.#leave(signal);
      this.#waiting.set(signal, leave);
      signal.addEventListener('abort', leave, { once: true });
    }
    if (this.#isWanted()) this.#stopTimer();
    else this.#abandon();
  }

  /** The work has ended: nobody's going matters any more. */
  end(): void {
    this.#stopTimer();
    for (const [signal, leave] of this.#waiting) signal.removeEventListener('abort', leave);
    this.#waiting.clear();
    this.#forever = true;
  }

  #leave(signal: AbortSignal): void {
    this.#waiting.delete(signal);
    if (!this.#isWanted()) this.#abandon();
  }

  #isWanted(): boolean {
    return this.#forever || this.#waiting.size > 0;
  }

  #abandon(): void {
    if (this.#graceMs === 0) this.#cancel();
    else this.#timer ??= setTimeout(() => this.#cancel(), this.#graceMs).unref();
  }

  #cancel(): void {
    this.#abort.abort(new RlarError('RLAR_CANCELLED', 'nobody waits for the answer any more'));
  }

  #stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
