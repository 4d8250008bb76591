import { LRUCache } from 'lru-cache';
import type { Library } from '../library/library.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import type { Assignment } from '../spec/assignment.ts';
import { asRlarError, type RlarError } from '../spec/errors.ts';
import type { Query } from '../spec/query.ts';
import type { Store } from '../store/store.ts';
import { completeAssignment } from './complete-assignment.ts';
import type { RunState } from './run-registry.ts';

/** Entries of the cache. An entry that is not in it is read from the store again. */
const KEPT_ASSIGNMENTS = 20_000;

/** A query with its key. Hints are removed where they do not count. */
export interface KeyedQuery {
  readonly key: string;
  readonly query: Query;
}

/** An assignment, and the library that holds its tools. */
export interface ResolvedAssignment {
  readonly assignment: Assignment;
  readonly library: Library;
}

/** The assignment of a query, or the error that prevented it: RLAR_TOOL_UNAVAILABLE, or the error of a recogniser. */
export type AssignmentOutcome = ResolvedAssignment | { readonly error: RlarError };

/**
 * Makes assignments sticky: one per query and phase of a run, whatever order the rollouts come in, over restarts and in
 * several processes. An assignment is stored before anything is scored by it, and the one that was stored first holds.
 */
export class Assigner {
  readonly #live: LiveLibrary;
  readonly #store: Store | null;
  readonly #kept = new LRUCache<string, ResolvedAssignment>({ max: KEPT_ASSIGNMENTS });

  constructor(live: LiveLibrary, store: Store | null) {
    this.#live = live;
    this.#store = store;
  }

  /** @returns by query, in order; stored where the request belongs to a run */
  async assign(queries: readonly KeyedQuery[], state: RunState): Promise<AssignmentOutcome[]> {
    const outcomes = await this.#find(queries, state, state.older);
    const store = this.#store;
    const { run, fromStep, library } = state;
    if (run === undefined || !store) {
      for (const [index, outcome] of outcomes.entries())
        if (!('error' in outcome)) this.#kept.set(cacheKey(state, queries[index]!.key), outcome);
      return outcomes;
    }
    const entries = queries.flatMap(({ key, query }, index) => {
      const outcome = outcomes[index]!;
      if ('error' in outcome || this.#kept.has(cacheKey(state, key))) return [];
      return [{ run, fromStep, queryKey: key, query, assignment: outcome.assignment }];
    });
    const held = entries.length === 0 ? [] : await store.putAssignments(entries);
    for (const [index, assignment] of held.entries()) {
      const resolved = { assignment, library: await this.#live.resolving(assignment.snapshot, library) };
      this.#kept.set(cacheKey(state, entries[index]!.queryKey), resolved);
    }
    return outcomes.map((outcome, index) =>
      'error' in outcome ? outcome : (this.#kept.get(cacheKey(state, queries[index]!.key)) ?? outcome),
    );
  }

  /** Like `assign`, but nothing is stored. */
  look(queries: readonly KeyedQuery[], state: RunState): Promise<AssignmentOutcome[]> {
    return this.#find(queries, state, true);
  }

  #find(queries: readonly KeyedQuery[], state: RunState, reads: boolean): Promise<AssignmentOutcome[]> {
    return Promise.all(
      queries.map(async (asked) => {
        const kept = this.#kept.get(cacheKey(state, asked.key));
        if (kept) return kept;
        try {
          return await this.#make(asked, state, reads);
        } catch (thrown) {
          return { error: asRlarError(thrown) };
        }
      }),
    );
  }

  /** @param reads whether to ask the store for an earlier assignment first; `putAssignments` returns it in any case */
  async #make(
    { key, query }: KeyedQuery,
    { run, fromStep, library, settings }: RunState,
    reads: boolean,
  ): Promise<ResolvedAssignment> {
    const stored = run === undefined || !reads ? null : await this.#store?.getAssignment(run, fromStep, key);
    const assignment = stored ?? (await completeAssignment(query, library, settings));
    return { assignment, library: await this.#live.resolving(assignment.snapshot, library) };
  }
}

function cacheKey({ run, fromStep, settings, library }: RunState, key: string): string {
  if (run !== undefined) return `${run}\n${fromStep}\n${key}`;
  return `\n${library.snapshot}\n${JSON.stringify(settings)}\n${key}`;
}
