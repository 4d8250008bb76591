import type { Library } from '../../library/library.ts';
import { carriesWith, inputsOf } from '../../routing/decided-by-agent.ts';
import { ineligibilityReason } from '../../routing/eligibility.ts';
import { carriedBy } from '../../routing/profile.ts';
import { backs, serves } from '../../routing/serving.ts';
import type { Assignment } from '../../spec/assignment.ts';
import { familyOf } from '../../spec/kinds.ts';
import { promptText, type Query } from '../../spec/query.ts';
import type { Need } from '../../spec/tool-card.ts';
import { evidenceFor } from './candidates.ts';
import type { LabelledQuery, PolicyAsk } from './policy-ask.ts';

/** Queries of one kind that are kept, pairs of labelled responses, kinds, and prompts of known and of unknown kind. */
const KEPT_QUERIES = 8;
const KEPT_PAIRS = 300;
const MOST_KINDS = 200;
const MOST_PROMPTS = 2_000;

/** A response, and whether somebody called it right. */
interface Answer {
  readonly text: string;
  readonly good: boolean | null;
}

type Noted = PolicyAsk & { readonly queries: Query[]; readonly labelled: LabelledQuery[] };

/** The family whose queries are composed of constraints. No template serves them. */
const COMPOSED = 'instruction-following';

/**
 * Collects what the policy agent could be asked about, out of queries and their assignments, in bounded memory: kinds without
 * a template of today's evidence, and prompts of no known kind.
 */
export class PolicyWork {
  readonly #asks = new Map<string, Noted>();
  readonly #unknown = new Map<string, Query>();
  readonly #known = new Set<string>();

  /**
   * @param assignment the assignment by the current library
   * @param answers responses to the query, and whether somebody called them right
   */
  note(query: Query, assignment: Assignment, answers: readonly Answer[] = []): void {
    const prompt = promptText(query);
    if (query.pinned) return;
    if (assignment.kind === null) {
      const isOpen = assignment.tools.length === 0 && (assignment.missing ?? []).length === 0;
      if (isOpen && prompt !== '' && this.#unknown.size < MOST_PROMPTS) this.#unknown.set(prompt, query);
      return;
    }
    this.noteKnown(prompt);
    if (familyOf(assignment.kind) !== COMPOSED) this.add(assignment.kind, query, answers);
  }

  /** Adds a prompt whose kind is known, beside which unknown ones are seen. */
  noteKnown(prompt: string): void {
    if (prompt !== '' && this.#known.size < MOST_PROMPTS) this.#known.add(prompt);
  }

  /** Adds a query of a kind that the agent is to be asked about. */
  add(kind: string, query: Query, answers: readonly Answer[] = []): void {
    const { queries, labelled } = this.ask(kind, carriedBy(query));
    if (queries.length < KEPT_QUERIES) queries.push(query);
    const right = answers.find(({ good }) => good === true);
    const wrong = answers.find(({ good }) => good === false);
    if (right && wrong && labelled.length < KEPT_PAIRS)
      labelled.push({ query, right: right.text, wrong: wrong.text });
  }

  /** Adds a kind whose queries carry these inputs, without a query of it. */
  ask(kind: string, inputs: Iterable<Need>): Noted {
    const carries = inputsOf(inputs);
    const key = [kind, ...carries].join(' ');
    const ask = this.#asks.get(key) ?? { kind, carries, queries: [], labelled: [] };
    if (this.#asks.size < MOST_KINDS) this.#asks.set(key, ask);
    return ask;
  }

  /** Queries of no known kind, by prompt. */
  get unknown(): ReadonlyMap<string, Query> {
    return this.#unknown;
  }

  get known(): readonly string[] {
    return [...this.#known];
  }

  /**
   * @param all also kinds for which the rules leave nothing to decide
   * @returns what there is to ask: nothing that was decided from the evidence of today; by default only kinds that have no
   * tool, or several
   */
  asks(library: Library, all = false): PolicyAsk[] {
    return [...this.#asks.values()].filter((ask) => {
      const template = library.templateFor(ask.kind, ask.carries);
      if (template?.seen === evidenceFor(ask.kind, library)) return false;
      return all || isOpen(ask, library);
    });
  }
}

function isOpen({ kind, carries }: PolicyAsk, library: Library): boolean {
  const inputs = carriesWith(carries);
  const eligible = library
    .entries()
    .filter(
      (entry) =>
        (serves(entry.card, kind) || backs(entry.card, kind)) &&
        ineligibilityReason(entry, library, inputs) === null,
    );
  return eligible.length !== 1;
}
