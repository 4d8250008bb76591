import type { Library } from '../../library/library.ts';
import type { Assignment } from '../../spec/assignment.ts';
import { familyOf } from '../../spec/kinds.ts';
import { promptText } from '../../spec/query.ts';
import type { AcquisitionTarget } from '../code-agent/request.ts';
import { targetKey } from './acquisition-id.ts';
import { MOST_ANSWERS, MOST_QUERIES, type SampleGroup } from './request-for.ts';

/** Queries that lack the same part. */
export interface MissingPart {
  readonly target: AcquisitionTarget;
  /** Number of queries. Only some of them are kept as samples. */
  readonly queries: number;
  readonly samples: readonly SampleGroup[];
}

/** A prompt with words that no recogniser read. */
export interface UnreadPrompt {
  readonly prompt: string;
  readonly clauses: readonly string[];
  readonly group: SampleGroup;
}

/** Queries that no acquisition can help, by reason. */
export interface Unacquirable {
  readonly reason: string;
  readonly queries: number;
}

/** The kind whose queries state constraints of many sorts in their prompts, so that no single tool can serve it. */
const INSTRUCTIONS = 'instruction-following';

/** Collects what the library lacks, over any number of queries in bounded memory. */
export class MissingParts {
  readonly #parts = new Map<string, { target: AcquisitionTarget; queries: number; samples: SampleGroup[] }>();
  readonly #unread = new Map<string, UnreadPrompt>();
  readonly #unacquirable = new Map<string, number>();
  readonly #served: ReadonlySet<string>;

  /** @param library the current library, for the kinds that it serves */
  constructor(library: Library) {
    this.#served = new Set(library.cards().flatMap(({ kinds }) => kinds));
  }

  /** @param assignment the assignment by the current library */
  add(group: SampleGroup, assignment: Assignment): void {
    if (assignment.tools.length > 0) return;
    const { missing = [], reason } = assignment;
    if (missing.length === 0) this.addUnacquirable(reason);
    const clauses: string[] = [];
    const prompt = promptText(group.query);
    for (const { what, name } of missing) {
      if (what === 'clause') clauses.push(name);
      else if (what === 'constraint') this.#addTarget({ what, id: name }, group);
      else if (familyOf(name) === INSTRUCTIONS && prompt !== '') clauses.push(prompt);
      else this.#addKind(group, name, reason);
    }
    if (clauses.length > 0 && this.#unread.size < MOST_QUERIES * 4)
      this.#unread.set(prompt, { prompt, clauses, group: bounded(group) });
  }

  /** Adds queries to what lacks a target, such as a sort of constraint that was read out of them. */
  addTarget(target: AcquisitionTarget, groups: readonly SampleGroup[]): void {
    for (const group of groups) this.#addTarget(target, group);
  }

  addUnacquirable(reason: string): void {
    this.#unacquirable.set(reason, (this.#unacquirable.get(reason) ?? 0) + 1);
  }

  /** The missing parts, in falling order of their number of queries. */
  parts(): MissingPart[] {
    return [...this.#parts.values()].sort((left, right) => right.queries - left.queries);
  }

  unread(): UnreadPrompt[] {
    return [...this.#unread.values()];
  }

  unacquirable(): Unacquirable[] {
    const all = [...this.#unacquirable].map(([reason, queries]) => ({ reason, queries }));
    return all.sort((left, right) => right.queries - left.queries);
  }

  /** Where there is a tool for the kind, the query lacks what that needs, and no other tool would help. */
  #addKind(group: SampleGroup, kind: string, reason: string): void {
    if (this.#served.has(kind) || this.#served.has(familyOf(kind))) this.addUnacquirable(reason);
    else this.#addTarget({ what: 'kind', kind }, group);
  }

  #addTarget(target: AcquisitionTarget, group: SampleGroup): void {
    const key = targetKey(target);
    const part = this.#parts.get(key) ?? { target, queries: 0, samples: [] };
    part.queries += 1;
    if (part.samples.length < MOST_QUERIES) part.samples.push(bounded(group));
    this.#parts.set(key, part);
  }
}

function bounded({ query, answers }: SampleGroup): SampleGroup {
  return { query, answers: answers.slice(0, MOST_ANSWERS) };
}
