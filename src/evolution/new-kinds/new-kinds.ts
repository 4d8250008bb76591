import { targetKey } from '../../agents/acquisitions/acquisition-id.ts';
import type { AnyRequest } from '../../agents/acquisitions/any-request.ts';
import { MissingParts } from '../../agents/acquisitions/missing-parts.ts';
import { requestFor } from '../../agents/acquisitions/request-for.ts';
import type { PolicyAnswer } from '../../agents/policy-agent/ask-policy.ts';
import { decidedAgent } from '../../agents/policy-agent/decided-agent.ts';
import type { ChoiceSettings } from '../../agents/web-agent/demand.ts';
import { modelRequestFor } from '../../agents/web-agent/model-request-for.ts';
import { noProgramJudges } from '../../agents/web-agent/no-program-judges.ts';
import type { Library } from '../../library/library.ts';
import { assignQuery } from '../../routing/assign.ts';
import { nearestKind } from '../../routing/named-by-agent.ts';
import type { Assignment } from '../../spec/assignment.ts';
import type { KindName } from '../../spec/kinds.ts';
import { promptText, type Query } from '../../spec/query.ts';
import { type AskPolicy, Naming, type NO_NAMING } from './naming.ts';
import { isUnnamed, type Unserved } from './unserved.ts';

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
  readonly #naming: Naming;

  /**
   * @param pool what was pooled before
   * @param naming when kinds were named before
   */
  constructor(
    { leastQueries, seed, models }: NewKindSettings,
    pool: readonly Unserved[] = [],
    naming?: typeof NO_NAMING,
  ) {
    this.#naming = new Naming(leastQueries, naming);
    this.#least = leastQueries;
    this.#seed = seed;
    this.#models = models;
    for (const entry of pool) this.#pool.set(entry.queryKey, entry);
  }

  pool(): Unserved[] {
    return [...this.#pool.values()];
  }

  naming(): typeof NO_NAMING {
    return this.#naming.state();
  }

  /** Takes a query in: one that no tool serves is pooled, and one of a known kind is what unknown ones are held against. */
  add(key: string, asked: Query, made: Assignment): void {
    if (made.kind !== null) this.#naming.noteKnown(promptText(asked));
    if (made.tools.length > 0 || this.#pool.has(key)) return;
    const entry = { queryKey: key, query: asked, assignment: made };
    this.#pool.set(key, entry);
    if (isUnnamed(entry)) this.#naming.noteUnnamed();
    if (this.#pool.size > MOST_QUERIES) this.#pool.delete(this.#pool.keys().next().value!);
  }

  /**
   * Has the policy agent name the kinds of pooled prompts that no rule knows, and decide what they get.
   * @param library the library as it is now
   * @returns what it said; null where it is not asked now
   * @throws RlarError of the model or the registry
   */
  async name(library: () => Library, ask: AskPolicy): Promise<PolicyAnswer | null> {
    const answer = await this.#naming.ask(this.pool(), library().decisions.kinds, ask);
    if (answer && answer.named.length > 0) await this.#assignAnew(library());
    return answer;
  }

  /** The queries whose kind has a name by now are assigned anew: a tool may serve them, or they lack one for the kind. */
  async #assignAnew(library: Library): Promise<void> {
    for (const entry of this.pool()) {
      if (!isUnnamed(entry) || !nearestKind(promptText(entry.query), library.decisions.kinds)) continue;
      const made = await assignQuery(entry.query, library);
      if (made.tools.length > 0) this.#pool.delete(entry.queryKey);
      else this.#pool.set(entry.queryKey, { ...entry, assignment: made });
    }
  }

  /** @param opened the targets that were asked for before. @returns the frequent ones, the most frequent first */
  frequent(library: Library, opened: readonly string[]): FrequentTarget[] {
    const missing = new MissingParts(library);
    for (const { query: asked, assignment: lacking } of this.#pool.values())
      missing.add({ query: asked, answers: [] }, lacking);
    return missing
      .parts()
      .filter(({ queries, target }) => queries >= this.#least && !opened.includes(targetKey(target)))
      .flatMap(({ target, samples: all }) => {
        // The first that lacked it, so that the size of a batch does not decide what an agent is shown.
        const samples = all.slice(0, this.#least);
        const key = targetKey(target);
        if (target.what === 'constraint')
          return [{ key, title: target.id, request: requestFor(target, samples, this.#seed) }];
        const { kind } = target;
        const agent = agentFor(kind, library);
        if (agent === null) return [];
        const request =
          agent === 'code'
            ? requestFor(target, samples, this.#seed)
            : modelRequestFor({ kind, settings: this.#models, seed: this.#seed }, samples);
        return [{ key, title: kind, request }];
      });
  }
}

/** What the policy agent decided counts. A rubric needs labelled responses, and no agent is shown one: a model is found. */
function agentFor(kind: KindName, { decisions }: Library): 'code' | 'web' | null {
  const decided = decidedAgent(kind, decisions);
  if (decided === undefined) return noProgramJudges(kind) ? 'web' : 'code';
  return decided === 'rubric' ? 'web' : decided;
}
