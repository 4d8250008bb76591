import type { ErrorCode } from '../spec/errors.ts';
import type { Store } from '../store/store.ts';

/** Errors after which a server is not ready, with what its health then says. */
const TROUBLES: ReadonlyMap<ErrorCode, LedgerTrouble> = new Map([
  ['RLAR_DISK_FULL', 'disk full'],
  ['RLAR_STORE_FAILED', 'ledger fails'],
  ['RLAR_DATABASE_UNREACHABLE', 'ledger fails'],
  ['RLAR_DATABASE_REFUSED', 'ledger fails'],
]);
/** Milliseconds after the last failure until a request may show whether a ledger that cannot be tried records again. */
const AGAIN_MS = 60_000;

type LedgerTrouble = 'disk full' | 'ledger fails';

/**
 * The outcome of the last attempts to record rewards. A recorded reward ends all trouble. But no balancer sends a request to who
 * says that it is not ready: so who asks for the health has the ledger tried.
 */
export class LedgerState {
  #trouble: LedgerTrouble | null = null;
  #failedAt = 0;
  #trying: Promise<void> | null = null;

  /** Takes note of an error that a request ended with. */
  failed(code: ErrorCode): void {
    const trouble = TROUBLES.get(code);
    if (!trouble) return;
    this.#trouble = trouble;
    this.#failedAt = Date.now();
  }

  recorded(): void {
    this.#trouble = null;
  }

  /** @returns why no reward can be recorded; null where nothing is known against it */
  async look(store: Store | null): Promise<LedgerTrouble | null> {
    if (this.#trouble === null || !store) return null;
    if (store.probe) {
      this.#trying ??= this.#try(store.probe()).finally(() => {
        this.#trying = null;
      });
      await this.#trying;
    } else if (Date.now() - this.#failedAt >= AGAIN_MS) this.recorded();
    return this.#trouble;
  }

  async #try(probing: Promise<void>): Promise<void> {
    const { recorded } = await probing.then(
      () => ({ recorded: true }),
      () => ({ recorded: false }),
    );
    if (recorded) this.recorded();
  }
}
