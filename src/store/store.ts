import type { Ledger } from './ledger.ts';
import type { Runs } from './runs.ts';

export interface StoreOptions {
  /** The folder of the store; it is made if missing. Null keeps everything in the memory of this process. */
  readonly home: string | null;
  /** `full` by default. `hash`: neither responses nor queries are stored, only hashes; such rows cannot be scored again. */
  readonly texts?: 'full' | 'hash';
  /**
   * `stop` (the default): writes reject with RLAR_DISK_FULL · `continue`: writes resolve although nothing is stored.
   * Rewards then have no records and are counted in `unrecorded`.
   */
  readonly onFull?: 'stop' | 'continue';
  /** True: every write rejects with RLAR_STORE_FAILED. The store of an older rlar is migrated nevertheless. */
  readonly readOnly?: boolean;
  /** True: the store is opened to free room, so on a full disk it may use the reserve. */
  readonly freeing?: boolean;
  /** Most bytes of pending writes before `appendRewards` waits; 64 MiB by default. */
  readonly pendingBytes?: number;
  /** Most bytes that the store may take on the disk; no limit by default. */
  readonly maxBytes?: number;
}

/**
 * The ledger and the runs. Several processes may have one store open at once. All methods reject with RLAR_STORE_FAILED
 * where the store cannot be read or written, and after `close`.
 */
export interface Store extends Ledger, Runs {
  /** Writes pending data, then closes. It may be called several times. */
  close(): Promise<void>;
}
