import type { Ledger } from './ledger.ts';
import type { Runs } from './runs.ts';

export interface StoreOptions {
  /** The folder of the store, made where it is missing; null keeps everything in memory, in this process alone. */
  readonly home: string | null;
  /** `full` by default. `hash`: neither responses nor queries are stored, only hashes; such rows cannot be scored again. */
  readonly texts?: 'full' | 'hash';
  /**
   * `stop` (the default): writes reject with RLAR_DISK_FULL · `continue`: rewards, assignments and runs are answered as if they were
   * stored, the rewards without records and counted in `unrecorded`.
   */
  readonly onFull?: 'stop' | 'continue';
  /** Every write rejects with RLAR_STORE_FAILED. A store of an older rlar is brought up to date all the same. */
  readonly readOnly?: boolean;
  /** Opened to free room: on a full disk it may use what is held in reserve. */
  readonly freeing?: boolean;
  /** Bytes on their way to the disk above which `appendRewards` waits its turn; 64 MiB by default. */
  readonly pendingBytes?: number;
  /** A cap on what the store may take on the disk; none by default. */
  readonly maxBytes?: number;
}

/**
 * The ledger and the runs. Several processes may have one store open at once. All methods reject with RLAR_STORE_FAILED
 * where the store cannot be read or written, and after `close`.
 */
export interface Store extends Ledger, Runs {
  /** Writes what is pending, then closes. Any number of calls. */
  close(): Promise<void>;
}
