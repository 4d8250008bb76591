import type { TimedVerdict } from '../scoring/job.ts';
import { familyOf } from '../spec/kinds.ts';
import { Random } from '../spec/random.ts';
import type { Verdict } from '../spec/verdict.ts';
import type { CandidateInput, Case } from './candidate.ts';
import { isTolerated } from './demands/tolerance.ts';
import { answerType } from './negatives/answer-type.ts';
import { breakingEdits } from './negatives/breaking-edits.ts';
import type { Edit } from './negatives/edit.ts';
import { FORMS, type Form, written } from './negatives/forms.ts';
import { hasMixedCase, mayBeRightFor } from './negatives/may-be-right.ts';
import { type Runnable, runCases } from './run-cases.ts';
import { type Subject, split } from './split.ts';

/** A tool takes a form of answer where it scores at least FORM_SCORED of the references in it, and FORM_TOPS of these earn the top. */
const FORM_TOPS = 0.75;
const FORM_SCORED = 0.5;
const MOST_SUBJECTS = 40;
const MOST_FORMS = 3;
/** A tool that gives at least this number of different scores is graded. */
const GRADED_VALUES = 4;
/** How near to the end of its range is the top. */
const NEAR_TOP = 0.05;

/** Families of kinds in which the case of letters belongs to the answer. */
const CASE_MATTERS: ReadonlySet<string> = new Set(['code-output', 'code']);

export type Phase = 'development' | 'audit';

const CALCULATED_SHARE = 0.5;
/** Edits of numbers that break what was calculated, and hardly a year or a count in a list of facts. */
const OF_CALCULATIONS: ReadonlySet<string> = new Set(['the other sign', 'and a half', 'and a little']);

/**
 * One candidate on trial: its queries in their parts, the forms in which it takes answers, and every verdict that it has
 * given. Queries with references are tried with answers made from these. All other queries are tried on their labelled
 * responses alone.
 */
export class Trial {
  readonly input: CandidateInput;
  readonly phase: Phase;
  readonly subjects: readonly Subject[];
  /** Whether the references of the queries are right answers. */
  readonly byReference: boolean;
  /** Whether another case of letters is another answer. */
  readonly caseMatters: boolean;
  /** The forms in which references earn the top; found by `findForms`. */
  forms: readonly Form[] = [];
  readonly #seen = new Map<string, TimedVerdict>();
  readonly #values = new Set<number>();

  constructor(input: CandidateInput, phase: Phase) {
    const { declaration } = input.tool;
    this.input = input;
    this.phase = phase;
    this.subjects = split(input.cases, input.seed);
    const judgesAnswers =
      declaration.constraint === undefined && ['correctness', 'quality'].includes(declaration.slot);
    this.byReference =
      judgesAnswers &&
      (declaration.provenance.origin !== 'built-in' || declaration.needs.includes('reference')) &&
      this.subjects.some((subject) => subject.references.length > 0);
    // A kind that sets options of its own says nothing of the others.
    const own = declaration.optionsFor ?? {};
    this.caseMatters =
      declaration.kinds.some((kind) => CASE_MATTERS.has(familyOf(kind)) && !Object.hasOwn(own, kind)) ||
      this.subjects.every(hasMixedCase);
  }

  /** The queries for gates with failures that an author may see. */
  get open(): readonly Subject[] {
    const development = this.subjects.filter((subject) => subject.part === 'development');
    if (this.phase === 'audit' || development.length === 0)
      return this.subjects
        .filter((subject) => this.phase === 'audit' || subject.part !== 'audit')
        .slice(0, MOST_SUBJECTS);
    return development.slice(0, MOST_SUBJECTS);
  }

  /** The queries that no author has seen. */
  get sealed(): readonly Subject[] {
    return this.subjects.filter(
      (subject) => subject.part === 'held-out' || (this.phase === 'audit' && subject.part === 'audit'),
    );
  }

  get range(): readonly [number, number] {
    return this.input.tool.declaration.range;
  }

  get graded(): boolean {
    return this.#values.size >= GRADED_VALUES;
  }

  random(name: string): Random {
    return new Random(this.input.seed, name);
  }

  /** Runs cases; one that was run before is not run again. */
  async run(cases: readonly Runnable[]): Promise<TimedVerdict[]> {
    this.input.signal?.throwIfAborted();
    const keys = cases.map((entry) =>
      JSON.stringify([entry.query, entry.options, entry.response, entry.steps, entry.meta]),
    );
    const missing = [...new Set(keys)].filter((key) => !this.#seen.has(key));
    const wanted = missing.map((key) => cases[keys.indexOf(key)]!);
    const verdicts = await runCases(this.input.tool, wanted);
    for (const [index, key] of missing.entries()) {
      this.#seen.set(key, verdicts[index]!);
      const { verdict } = verdicts[index]!;
      if (verdict.status === 'scored') this.#values.add(Math.round(verdict.value * 1e6));
    }
    return keys.map((key) => this.#seen.get(key)!);
  }

  /** Finds the forms in which the tool takes answers, on the queries that are not sealed where there are some. */
  async findForms(): Promise<void> {
    const held = this.open.filter((subject) => subject.references.length > 0);
    const unsealed = held.filter((subject) => subject.part === 'development');
    const subjects = (unsealed.length > 0 ? unsealed : held).slice(0, 12);
    const accepted: { form: Form; tops: number }[] = [];
    for (const form of FORMS) {
      const cases = subjects.map((subject) => answering(subject, written(form, subject.references[0]!)));
      const verdicts = await this.run(cases);
      const scored = verdicts.filter(({ verdict }) => verdict.status === 'scored').length;
      const tops = verdicts.filter(({ verdict }) => this.isTop(verdict)).length;
      if (tops > 0 && tops >= FORM_TOPS * scored && scored >= FORM_SCORED * subjects.length)
        accepted.push({ form, tops });
    }
    this.forms = accepted
      .sort((left, right) => right.tops - left.tops)
      .slice(0, MOST_FORMS)
      .map(({ form }) => form);
  }

  /** Scored at the top, or so near to it that rounding explains it. */
  isTop(verdict: Verdict): boolean {
    const [bottom, top] = this.range;
    return verdict.status === 'scored' && verdict.value >= top - NEAR_TOP * (top - bottom);
  }

  /** Whether the score lies in the upper half of the range, so that a policy would learn to repeat the response. */
  isRewarded(verdict: Verdict): boolean {
    const [bottom, top] = this.range;
    return verdict.status === 'scored' && verdict.value >= (bottom + top) / 2;
  }

  /** @returns wrong answers made from a query's reference by the factory */
  edits(subject: Subject): Edit[] {
    const made = breakingEdits(subject.references, this.random(subject.name), this.caseMatters);
    const edits = made.filter(({ text }) => !this.isTolerated(text, subject));
    return this.calculates ? edits : edits.filter((edit) => !OF_CALCULATIONS.has(edit.name));
  }

  /** Whether an answer differs from a reference by no more than the prompt tolerates: then it is no negative. */
  isTolerated(answer: string, { references, prompt }: Subject): boolean {
    return references.some((reference) => isTolerated(answer, reference, prompt));
  }

  /** Whether answers are calculated, as a rule: among questions of other sorts, a year has no sign. */
  get calculates(): boolean {
    const types = this.subjects.flatMap(({ references }) => references.slice(0, 1).map(answerType));
    const numbers = types.filter((type) => type === 'number' || type === 'expression').length;
    return numbers >= CALCULATED_SHARE * types.length;
  }

  /** @returns right answers to other queries that are wrong here */
  othersAnswers(subject: Subject, most: number): string[] {
    const others = this.subjects.filter((other) => other.part !== 'audit' || this.phase === 'audit');
    const answers = this.random(`others ${subject.name}`)
      .shuffled(others)
      .flatMap((other) => other.references.slice(0, 1));
    const wrong = answers.filter(
      (answer) => !mayBeRightFor(answer, subject) && !this.isTolerated(answer, subject),
    );
    return [...new Set(wrong)].slice(0, most);
  }
}

/** @returns a response to a query, to be run */
export function answering({ query, options, meta }: Subject, response: string): Runnable {
  return { query, options, response, ...(meta && { meta }) };
}

/** @returns the value of a verdict, or its status, for a person */
export function formatVerdict(verdict: Verdict): string {
  if (verdict.status === 'scored') return String(Math.round(verdict.value * 1e4) / 1e4);
  return verdict.status === 'failed' ? `failed: ${verdict.error.message.slice(0, 200)}` : 'unscored';
}

/** @returns the labelled cases of queries */
export function labelledCases(
  subjects: readonly Subject[],
): { subject: Subject; entry: Case; good: boolean }[] {
  return subjects.flatMap((subject) =>
    subject.cases.flatMap((entry) => (entry.good === null ? [] : [{ subject, entry, good: entry.good }])),
  );
}
