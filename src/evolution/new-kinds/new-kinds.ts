import { z } from 'zod';
import { targetKey } from '../../agents/acquisitions/acquisition-id.ts';
import type { AnyRequest } from '../../agents/acquisitions/any-request.ts';
import { MissingParts } from '../../agents/acquisitions/missing-parts.ts';
import { requestFor } from '../../agents/acquisitions/request-for.ts';
import type { ChoiceSettings } from '../../agents/web-agent/demand.ts';
import { modelRequestFor } from '../../agents/web-agent/model-request-for.ts';
import { noProgramJudges } from '../../agents/web-agent/no-program-judges.ts';
import type { Library } from '../../library/library.ts';
import { type Assignment, assignment } from '../../spec/assignment.ts';
import { type Query, query } from '../../spec/query.ts';

/** A query that no tool serves, with what it lacks. */
export const unserved = z.object({ queryKey: z.string(), query, assignment });
export type Unserved = z.infer<typeof unserved>;

/** What is missing so often that a tool for it pays. */
export interface FrequentTarget {
  readonly key: string;
  readonly title: string;
  readonly request: AnyRequest;
}

interface NewKindSettings {
  /** Queries that must lack the same thing. */
  readonly leastQueries: number;
  readonly seed: number;
  readonly models: ChoiceSettings;
}

/** Queries that are remembered. */
const MOST_QUERIES = 600;

/**
 * Pools the queries that no tool serves, by what they lack. What agents are shown holds no rollout, only queries, so that an
 * acquisition depends on the stream alone and not on what a policy answered.
 */
export class NewKinds {
  readonly #least: number;
  readonly #seed: number;
  readonly #models: ChoiceSettings;
  readonly #pool = new Map<string, Unserved>();

  /** @param pool what was pooled before */
  constructor({ leastQueries, seed, models }: NewKindSettings, pool: readonly Unserved[] = []) {
    this.#least = leastQueries;
    this.#seed = seed;
    this.#models = models;
    for (const entry of pool) this.#pool.set(entry.queryKey, entry);
  }

  pool(): Unserved[] {
    return [...this.#pool.values()];
  }

  add(key: string, asked: Query, lacking: Assignment): void {
    if (this.#pool.has(key)) return;
    this.#pool.set(key, { queryKey: key, query: asked, assignment: lacking });
    if (this.#pool.size > MOST_QUERIES) this.#pool.delete(this.#pool.keys().next().value!);
  }

  /** @param opened the targets that were asked for before. @returns the frequent ones, the most frequent first */
  frequent(library: Library, opened: readonly string[]): FrequentTarget[] {
    const missing = new MissingParts(library);
    for (const { query: asked, assignment: lacking } of this.#pool.values())
      missing.add({ query: asked, answers: [] }, lacking);
    return missing
      .parts()
      .filter(({ queries, target }) => queries >= this.#least && !opened.includes(targetKey(target)))
      .map(({ target, samples: all }) => {
        // The first that lacked it, so that the size of a batch does not decide what an agent is shown.
        const samples = all.slice(0, this.#least);
        const isOpen = target.what === 'kind' && noProgramJudges(target.kind);
        const request = isOpen
          ? modelRequestFor({ kind: target.kind, settings: this.#models, seed: this.#seed }, samples)
          : requestFor(target, samples, this.#seed);
        return { key: targetKey(target), title: target.what === 'kind' ? target.kind : target.id, request };
      });
  }
}
