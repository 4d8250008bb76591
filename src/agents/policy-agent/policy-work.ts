import type { Library } from '../../library/library.ts';
import { carriesWith, inputsOf } from '../../routing/decided-by-agent.ts';
import { ineligibilityReason, promptLanguage } from '../../routing/eligibility.ts';
import { carriedBy } from '../../routing/profile.ts';
import type { Assignment } from '../../spec/assignment.ts';
import { familyOf } from '../../spec/kinds.ts';
import { isInGroup } from '../../spec/language-group.ts';
import { promptText, type Query } from '../../spec/query.ts';
import type { Need } from '../../spec/tool-card.ts';
import { evidenceFor, groupsFor, isFor, isReadIn } from './candidates.ts';
import type { LabelledQuery, PolicyAsk } from './policy-ask.ts';

/** Queries of one kind and language that are kept, languages, pairs of labelled responses, kinds, and prompts of known and of unknown kind. */
const KEPT_QUERIES = 8;
const MOST_LANGUAGES = 12;
const KEPT_PAIRS = 300;
const MOST_KINDS = 200;
const MOST_PROMPTS = 2_000;

/** A response, and whether somebody called it right. */
interface Answer {
  readonly text: string;
  readonly good: boolean | null;
}

/** What was noted of queries of one kind that carry the same inputs. */
interface Noted extends Pick<PolicyAsk, 'kind' | 'carries'> {
  /** By language; null where it is not known. */
  readonly queries: Map<string | null, Query[]>;
  readonly labelled: LabelledQuery[];
  /** Queries whose language was looked at. */
  looked: number;
}

/** Queries of one kind whose language is looked at: it takes some microseconds each. */
const MOST_LOOKED = 500;

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
    const noted = this.ask(kind, carriedBy(query));
    const { labelled } = noted;
    keep(query, noted);
    const right = answers.find(({ good }) => good === true);
    const wrong = answers.find(({ good }) => good === false);
    if (right && wrong && labelled.length < KEPT_PAIRS)
      labelled.push({ query, right: right.text, wrong: wrong.text });
  }

  /** Adds a kind whose queries carry these inputs, without a query of it. */
  ask(kind: string, inputs: Iterable<Need>): Noted {
    const carries = inputsOf(inputs);
    const key = [kind, ...carries].join(' ');
    const ask = this.#asks.get(key) ?? { kind, carries, queries: new Map(), labelled: [], looked: 0 };
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
   * @returns what there is to ask, one question for each group of languages that tools tell apart: nothing that was decided from
   * the evidence of today; by default only what has no tool, or several
   */
  asks(library: Library, all = false): PolicyAsk[] {
    return [...this.#asks.values()]
      .flatMap((noted) => byLanguage(noted, library))
      .filter((ask) => !isDecided(ask, library) && (all || isOpen(ask, library)));
  }
}

function keep(query: Query, noted: Noted): void {
  if (noted.looked >= MOST_LOOKED) return;
  noted.looked += 1;
  const language = promptLanguage(promptText(query));
  const kept = noted.queries.get(language) ?? [];
  if (kept.length >= KEPT_QUERIES || (kept.length === 0 && noted.queries.size >= MOST_LANGUAGES)) return;
  noted.queries.set(language, [...kept, query]);
}

/** One question for each group of languages in which there are queries; where there is no query, for each group. */
function byLanguage({ kind, carries, queries, labelled }: Noted, library: Library): PolicyAsk[] {
  const groups = groupsFor(kind, library);
  const [only, ...more] = groups;
  if (only && more.length === 0) {
    const all = [...queries.values()].flat().slice(0, KEPT_QUERIES);
    return [{ kind, carries, queries: all, labelled }];
  }
  return groups.flatMap((languages): PolicyAsk[] => {
    const isIn = (language: string | null) => isInGroup(language, languages);
    const own = [...queries].flatMap(([language, list]) => (isIn(language) ? list : []));
    if (own.length === 0 && queries.size > 0) return [];
    const spoken = labelled.filter(({ query }) => isIn(promptLanguage(promptText(query))));
    return [{ kind, carries, languages, queries: own.slice(0, KEPT_QUERIES), labelled: spoken }];
  });
}

function isDecided({ kind, carries, languages }: PolicyAsk, library: Library): boolean {
  const evidence = evidenceFor(kind, library);
  const language = languages && 'only' in languages ? languages.only[0]! : null;
  return library.templateFor(kind, carries, () => language)?.seen === evidence;
}

function isOpen(ask: PolicyAsk, library: Library): boolean {
  const inputs = carriesWith(ask.carries);
  const eligible = library
    .entries()
    .filter(
      (entry) =>
        isFor(entry, ask.kind) &&
        isReadIn(entry, ask) &&
        ineligibilityReason(entry, library, inputs) === null,
    );
  return eligible.length !== 1;
}
