import { LRUCache } from 'lru-cache';
import type { Library } from '../library/library.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import type { Assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { Query } from '../spec/query.ts';
import type { RunContext } from '../spec/wire.ts';
import type { Store } from '../store/store.ts';
import { assignQuery } from './assign.ts';

const KEPT_ASSIGNMENTS = 20_000;

/** An assignment, and the library that its tools come from. */
export interface Made {
  readonly assignment: Assignment;
  readonly library: Library;
}

/** The library that a run is pinned to, and whether the run has assignments from before this process. */
interface RunState {
  readonly library: Library;
  readonly old: boolean;
}

function allowing(library: Library, provisional: boolean): Library {
  return provisional ? library.allowingProvisional() : library;
}

/**
 * Makes assignments sticky: one per (run, query), whatever order the rollouts come in, over restarts of the service.
 * A run is pinned to the library snapshot it began with; a request without a run gets the library as it is.
 */
export class Assigner {
  readonly #live: LiveLibrary;
  readonly #store: Store | null;
  readonly #kept = new LRUCache<string, Made>({ max: KEPT_ASSIGNMENTS });
  readonly #runs = new Map<string, Promise<RunState>>();

  constructor(live: LiveLibrary, store: Store | null) {
    this.#live = live;
    this.#store = store;
    if (store) live.observe(() => this.#runs.clear());
  }

  /** @throws RlarError RLAR_TOOL_UNAVAILABLE, RLAR_SNAPSHOT_UNAVAILABLE */
  async assign(context: RunContext, key: string, query: Query, hints: boolean): Promise<Made> {
    const { run, allow_provisional: provisional = false } = context;
    const { library, old } =
      run === undefined
        ? { library: allowing(this.#live.current, provisional), old: false }
        : await this.#runState(run, provisional);
    const cacheKey = run === undefined ? `\n${library.snapshot}\n${provisional}\n${key}` : `${run}\n${key}`;
    const kept = this.#kept.get(cacheKey);
    if (kept) return kept;
    const stored = old && run !== undefined ? await this.#store?.getAssignment(run, key) : null;
    const assignment = stored ?? (await assignQuery(query, library, hints));
    const made = { assignment, library: await this.#libraryOf(assignment, library) };
    this.#kept.set(cacheKey, made);
    return made;
  }

  /** A run that was pinned anew by hand has assignments of the snapshot before. */
  async #libraryOf({ snapshot }: Assignment, library: Library): Promise<Library> {
    if (snapshot === library.snapshot) return library;
    return (await this.#libraryAt(snapshot)) ?? library;
  }

  #runState(run: string, provisional: boolean): Promise<RunState> {
    let state = this.#runs.get(run);
    if (!state) {
      state = this.#findRun(run, this.#live.current).then(({ library, old }) => ({
        library: allowing(library, provisional),
        old,
      }));
      this.#runs.set(run, state);
      state.catch(() => this.#runs.delete(run));
    }
    return state;
  }

  async #findRun(run: string, current: Library): Promise<RunState> {
    if (!this.#store) return { library: current, old: false };
    const before = await this.#store.getRun(run);
    if (!before?.snapshot) await this.#keepSnapshot(this.#store, current);
    const { snapshot } = await this.#store.pinRun(run, current.snapshot);
    const old = before !== null;
    if (snapshot === null || snapshot === current.snapshot) return { library: current, old };
    const library = await this.#libraryAt(snapshot);
    if (library) return { library, old };
    throw new RlarError(
      'RLAR_SNAPSHOT_UNAVAILABLE',
      `run ${run} is pinned to snapshot ${snapshot}, which is not recorded here; this library is ${current.snapshot}`,
    );
  }

  async #libraryAt(snapshot: string): Promise<Library | null> {
    const cards = (await this.#store?.getSnapshot(snapshot))?.cards ?? this.#live.cardsOf(snapshot);
    return cards ? this.#live.at(snapshot, cards) : null;
  }

  /** A full disk does not keep a run from starting where the service may go on without recording. */
  async #keepSnapshot(store: Store, library: Library): Promise<void> {
    try {
      await store.addSnapshot({ id: library.snapshot, cards: library.cards() });
    } catch (thrown) {
      if (!(thrown instanceof RlarError) || thrown.code !== 'RLAR_DISK_FULL') throw thrown;
    }
  }
}
