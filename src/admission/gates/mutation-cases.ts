import { type Form, written } from '../negatives/forms.ts';
import { withOtherAnswer } from '../negatives/template.ts';
import type { Subject } from '../split.ts';
import type { Trial } from '../trial.ts';

/** One edit of a right response. */
export interface Mutation {
  readonly name: string;
  readonly sort: string;
  readonly subject: Subject;
  readonly response: string;
  /** The right response before the edit. */
  readonly from: string;
  readonly near: boolean;
}

/** Edits that no reader would object to. */
const KEEPING: readonly { readonly sort: string; readonly edit: (text: string) => string }[] = [
  { sort: 'a line break behind it', edit: (text) => `${text}\n` },
  { sort: 'spaces behind it', edit: (text) => `${text}  ` },
  { sort: 'a space before it', edit: (text) => ` ${text}` },
];

/** Makes edited references in the tool's own forms, and labelled right responses with a different answer. */
export function breaking(trial: Trial, subject: Subject): Mutation[] {
  const edits = trial.edits(subject);
  const reference = subject.references[0]!;
  const inForms = edits.flatMap((edit, index): Mutation[] => {
    const form = trial.forms[index % Math.max(1, trial.forms.length)];
    if (!form) return [];
    return [
      {
        name: `${subject.name}: ${edit.name}, ${form.name}`,
        sort: edit.name,
        subject,
        response: written(form, edit.text),
        from: written(form, reference),
        near: edit.near,
      },
    ];
  });
  const right = subject.cases.find((entry) => entry.good === true && entry.steps === undefined);
  const natural = edits.slice(0, 4).flatMap((edit): Mutation[] => {
    const response = right && withOtherAnswer(right.response, reference, edit.text);
    if (!right || response === null || response === undefined) return [];
    return [
      {
        name: `${right.name}: ${edit.name}`,
        sort: edit.name,
        subject,
        response,
        from: right.response,
        near: edit.near,
      },
    ];
  });
  return [...inForms, ...natural];
}

/** Makes right answers with edits that do not change their meaning. */
export function keeping(form: Form, subject: Subject): Mutation[] {
  const from = written(form, subject.references[0]!);
  return KEEPING.map(({ sort, edit }) => ({
    name: `${subject.name}: ${sort}`,
    sort,
    subject,
    response: edit(from),
    from,
    near: false,
  }));
}
