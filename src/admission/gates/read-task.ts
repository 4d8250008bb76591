import type { Case } from '../candidate.ts';
import { codeDecides } from '../demands/code-decides.ts';
import { allSay, type Demand, type Example, type Examples, ONLY } from '../demands/demand.ts';
import { findDemands } from '../demands/find-demands.ts';
import { type Sum, sumsOf } from '../demands/relations.ts';
import { commonForm, type Form, readShape } from '../demands/shape.ts';
import { readProgram } from '../read-program.ts';
import type { Subject } from '../split.ts';
import { labelledCases, type Trial } from '../trial.ts';

const FEWEST_RIGHTS = 3;
const MOST_RIGHTS = 24;

/** A task as its prompts and labelled responses tell it, read without sight of the verifier. */
export interface Task {
  /** The form that the right responses share. */
  readonly form: Form;
  /** The first right response of each query. */
  readonly rights: readonly (Example & { readonly subject: Subject; readonly entry: Case })[];
  readonly demands: readonly Demand[];
  /** Sums that hold in all right responses. */
  readonly sums: readonly Sum[];
  /** Whether every prompt allows nothing beside the answer. */
  readonly only: boolean;
  /** Texts out of the verifier's own program. */
  readonly words: readonly string[];
  /** Whether right responses are code, and labels, references or tests show that what it does decides. */
  readonly codeDecides: boolean;
  /** Whether the labelled responses show a way of writing: in a right one, else in a wrong one, else nowhere. */
  shownIn(pattern: RegExp): 'right' | 'wrong' | null;
}

/** @returns the task of a trial; null where fewer than three right responses are known */
export function readTask(trial: Trial): Task | null {
  const good = labelledCases(trial.open).filter(
    ({ good: right, entry }) => right && entry.response.trim() !== '' && entry.steps === undefined,
  );
  const first = good
    .filter(({ subject }, at, all) => all.findIndex((other) => other.subject === subject) === at)
    .slice(0, MOST_RIGHTS);
  if (first.length < FEWEST_RIGHTS) return null;
  const form = commonForm(good.map(({ entry }) => entry.response));
  const example = (subject: Subject, response: string): Example => ({
    prompt: subject.prompt,
    shape: readShape(response, form),
    references: subject.references,
  });
  const rights = first.map(({ subject, entry }) => ({ subject, entry, ...example(subject, entry.response) }));
  const originalOf = (subject: Subject) => rights.find((right) => right.subject === subject);
  const wrongs = labelledCases(trial.open)
    .filter(({ good: right }) => !right)
    .map(({ subject, entry }) => ({
      ...example(subject, entry.response),
      original: originalOf(subject)?.shape ?? null,
    }));
  const alike = good.flatMap(({ subject, entry }) => {
    const right = originalOf(subject);
    if (!right || right.entry === entry) return [];
    return [{ ...example(subject, entry.response), original: right.shape }];
  });
  const examples: Examples = { rights, alike, wrongs };
  return {
    form,
    rights,
    demands: findDemands(examples),
    sums: sumsOf(examples),
    only: allSay(rights, ONLY),
    words: trial.input.program ? readProgram(trial.input.program).texts : [],
    codeDecides: codeDecides(
      examples,
      rights.some(({ subject }) => hasTests(subject)),
    ),
    shownIn: (pattern) => {
      const shows = ({ entry }: { readonly entry: Case }) => pattern.test(entry.response);
      if (good.some(shows)) return 'right';
      return labelledCases(trial.open).some((one) => !one.good && shows(one)) ? 'wrong' : null;
    },
  };
}

function hasTests({ query }: Subject): boolean {
  return query.tests !== undefined;
}

/** @returns the right responses to other queries */
export function othersOf({ rights }: Task, query: Subject): string[] {
  return rights.flatMap(({ subject, entry }) => (subject === query ? [] : [entry.response]));
}
