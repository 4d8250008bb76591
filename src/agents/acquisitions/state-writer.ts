import type { AcquisitionFiles } from './acquisition-files.ts';
import type { AcquisitionState } from './state.ts';

/** Writes the states of an acquisition one after the other; of those that come while one is written, only the newest. */
export class StateWriter {
  readonly #files: Pick<AcquisitionFiles, 'writeState'>;
  #newest: AcquisitionState | null = null;
  #writing: Promise<void> | null = null;

  constructor(files: Pick<AcquisitionFiles, 'writeState'>) {
    this.#files = files;
  }

  /** A state that cannot be written is told by `written`. */
  put(state: AcquisitionState): void {
    this.#newest = state;
    if (this.#writing) return;
    this.#writing = this.#write();
    this.#writing.catch(() => {});
  }

  /** Resolves when the newest state stands. @throws the errors of the shared files where it could not be written */
  async written(): Promise<void> {
    while (this.#newest || this.#writing) {
      this.#writing ??= this.#write();
      await this.#writing;
    }
  }

  async #write(): Promise<void> {
    try {
      while (this.#newest) {
        const state = this.#newest;
        this.#newest = null;
        await this.#files.writeState(state);
      }
    } finally {
      this.#writing = null;
    }
  }
}
