import { RlarError } from '../spec/errors.ts';

/**
 * Knows which callers still wait for a piece of shared work. When the last caller has left, `signal` is aborted with
 * RLAR_CANCELLED and the work ends. A caller that joins without a signal never leaves.
 */
export class Interest {
  readonly #abort = new AbortController();
  readonly #graceMs: number;
  readonly #waiting = new Map<AbortSignal, () => void>();
  #forever = false;
  #timer: NodeJS.Timeout | null = null;

  /** @param graceMs milliseconds for which the work goes on without a caller, so that a retry can join it */
  constructor(graceMs = 0) {
    this.#graceMs = graceMs;
  }

  /** The signal for the work. After it is aborted, no caller can join. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** @param signal aborted when this caller leaves */
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

  /** Call this when the work has ended. Callers that leave later have no effect. */
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
