import { setTimeout } from 'node:timers/promises';
import type { HomeFiles } from '../../store/home-files.ts';
import { openHomeFiles } from '../../store/open-registry.ts';
import { type EvolutionState, emptyState, readWritten, STATE_FILE } from './state.ts';

/** Milliseconds that somebody who looks waits for a store that does not answer. */
const PATIENCE_MS = 2_000;

/** The state of a home for those who only look. It is read again where it was written since. */
export class LatestState {
  readonly #open: () => Promise<HomeFiles>;
  readonly #patienceMs: number;
  #files: HomeFiles | null = null;
  #seen: Awaited<ReturnType<typeof readWritten>> = { state: emptyState(), stamp: null };
  #looking: Promise<void> | null = null;

  constructor(home: string, open = () => openHomeFiles(home), patienceMs = PATIENCE_MS) {
    this.#open = open;
    this.#patienceMs = patienceMs;
  }

  /** @returns the state; the one before, or an empty one, where it cannot be read */
  async get(): Promise<EvolutionState> {
    this.#looking ??= this.#look()
      .catch(() => {})
      .finally(() => {
        this.#looking = null;
      });
    const answered = new AbortController();
    const { signal } = answered;
    const late = setTimeout(this.#patienceMs, undefined, { signal, ref: false }).catch(() => {});
    await Promise.race([this.#looking, late]);
    answered.abort();
    return this.#seen.state;
  }

  async close(): Promise<void> {
    await this.#looking;
    await this.#files?.close();
  }

  async #look(): Promise<void> {
    this.#files ??= await this.#open();
    if ((await this.#files.stamp(STATE_FILE)) === this.#seen.stamp) return;
    this.#seen = await readWritten(this.#files);
  }
}
