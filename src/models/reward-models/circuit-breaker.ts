import { RlarError } from '../../spec/errors.ts';

export interface BreakerSettings {
  /** Requests in a row that end without an answer before the server is left alone. */
  readonly failures?: number;
  /** Milliseconds for which it is then left alone; twice as long each time that the next try fails too. */
  readonly restMs?: number;
  readonly mostMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Leaves a server alone that does not answer, so that nobody waits for its deadlines; then lets one request try it. */
export class CircuitBreaker {
  readonly #settings: Required<BreakerSettings>;
  readonly #name: string;
  #failures = 0;
  #rests = 0;
  #until = 0;
  #trying = false;

  constructor(name: string, settings: BreakerSettings = {}) {
    this.#name = name;
    this.#settings = {
      failures: 5,
      restMs: 2_000,
      mostMs: 60_000,
      now: () => performance.now(),
      ...settings,
    };
  }

  /** @throws RLAR_SCORER_UNREACHABLE at once while the server is left alone */
  async through<Value>(work: () => Promise<Value>): Promise<Value> {
    const { failures, now } = this.#settings;
    const open = this.#failures >= failures;
    if (open && (this.#trying || now() < this.#until))
      throw new RlarError(
        'RLAR_SCORER_UNREACHABLE',
        `${this.#name} gave no answer ${this.#failures} times in a row, and is left alone for ${Math.max(0, Math.ceil(this.#until - now()))} ms more`,
      );
    this.#trying = open;
    try {
      const value = await work();
      this.#failures = 0;
      this.#rests = 0;
      return value;
    } catch (thrown) {
      if (thrown instanceof RlarError && thrown.code === 'RLAR_SCORER_UNREACHABLE') this.#failed();
      throw thrown;
    } finally {
      if (open) this.#trying = false;
    }
  }

  #failed(): void {
    const { failures, restMs, mostMs, now } = this.#settings;
    this.#failures += 1;
    if (this.#failures < failures || now() < this.#until) return;
    this.#until = now() + Math.min(mostMs, restMs * 2 ** this.#rests);
    this.#rests += 1;
  }
}
