import { FORMS, written } from '../negatives/forms.ts';
import { sameAnswer } from '../negatives/same-answer.ts';
import type { Runnable } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import { answering, labelledCases, type Trial } from '../trial.ts';

const OTHERS = 4;
/** Most queries for which answers are made. */
const MOST_SUBJECTS = 60;

/** A response to a query that no author has seen, with its label. */
export interface Judged {
  readonly name: string;
  readonly subject: Subject;
  readonly run: Runnable;
  readonly good: boolean;
  readonly labelled: boolean;
}

/** @returns responses to the queries that no author has seen: labelled ones, and ones made from references */
export function sealedCases(trial: Trial): Judged[] {
  return [...labelled(trial), ...made(trial)];
}

function labelled(trial: Trial): Judged[] {
  return labelledCases(trial.sealed)
    .filter(({ entry }) => entry.value === undefined || entry.good !== null)
    .filter(({ entry }) => entry.value !== null)
    .map(({ subject, entry, good }) => ({ name: entry.name, subject, run: entry, good, labelled: true }));
}

/**
 * Makes the reference a right response. Wrong responses are other queries' answers, or their right responses where
 * references are not answers.
 */
function made(trial: Trial): Judged[] {
  if (!trial.byReference) return [];
  const held = trial.sealed.filter((subject) => subject.references.length > 0).slice(0, MOST_SUBJECTS);
  const wrong = (subject: Subject, name: string, response: string): Judged => ({
    name: `${subject.name}: ${name}`,
    subject,
    run: answering(subject, response),
    good: false,
    labelled: false,
  });
  if (trial.forms.length === 0)
    return held.flatMap((subject) => {
      const others = held.filter(
        (other) => !sameAnswer(other.references[0] ?? '', subject.references[0] ?? ''),
      );
      const responses = others.flatMap((other) => other.cases.filter((entry) => entry.good).slice(0, 1));
      return responses
        .slice(0, OTHERS)
        .map((entry) => wrong(subject, `right for ${entry.name}`, entry.response));
    });
  return held.flatMap((subject) => {
    const right = trial.forms.slice(0, 1).map(
      (form): Judged => ({
        name: `${subject.name}: its reference, ${form.name}`,
        subject,
        run: answering(subject, written(form, subject.references[0]!)),
        good: true,
        labelled: false,
      }),
    );
    const others = trial.othersAnswers(subject, OTHERS).map((answer, index) => {
      const form = trial.forms[index % trial.forms.length] ?? FORMS[0]!;
      return wrong(subject, `another query’s answer, ${form.name}`, written(form, answer));
    });
    const edits = trial.edits(subject).slice(0, OTHERS - others.length);
    const broken = edits.map(({ name, text }) => wrong(subject, name, written(trial.forms[0]!, text)));
    return [...right, ...others, ...broken];
  });
}
