import { statSync } from 'node:fs';
import { type EvolutionState, emptyState, readState, stateFile } from './state.ts';

interface Seen {
  readonly written: number;
  readonly state: EvolutionState;
}

/** Reads the state of a home for those who only look: the file is read again where it was written since. */
export class LatestState {
  readonly #home: string;
  #seen: Seen | null = null;

  constructor(home: string) {
    this.#home = home;
  }

  /** @returns the state; the one before, or an empty one, where the file cannot be read */
  get(): EvolutionState {
    try {
      const written = statSync(stateFile(this.#home)).mtimeMs;
      if (this.#seen?.written !== written) this.#seen = { written, state: readState(this.#home) };
    } catch {
      return this.#seen?.state ?? emptyState();
    }
    return this.#seen.state;
  }
}
