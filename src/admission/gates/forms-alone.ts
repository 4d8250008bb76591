import { FORMS_ALONE } from '../../attacks/keys.ts';
import { answering, formatVerdict, labelledCases, type Trial } from '../trial.ts';
import type { Finding, Tried } from './gate.ts';

const MOST_SUBJECTS = 4;
const WITHOUT_FORM = ['I do not know.', 'answer', 'pass'];

/** Completely empty forms. A check of form cannot judge a word in a form, or an empty JSON value, so these are not used. */
const EMPTY_FORMS = FORMS_ALONE.filter(
  (text) => !/[\w()[\]{}]/.test(text.replace(/<[^>]*>|\\boxed\{ ?\}|```|Let me see\./g, '')),
);

/** Removes the content of tags, boxes and fences. */
const EMPTIED: readonly (readonly [name: string, edit: (text: string) => string])[] = [
  ['tags without content', (text) => text.replace(/<([a-z_]{2,20})>[^<]*<\/\1>/gi, '<$1></$1>')],
  ['a box without content', (text) => text.replace(/\\boxed\{[^{}]*\}/g, '\\boxed{}')],
  ['a fence without content', (text) => text.replace(/(```[\w+-]*\n)[^`]*```/g, '$1```')],
];

/**
 * Tries empty forms on tools that check a form without a reference. If a tool pays an empty form, a policy learns to write
 * only that. A form counts as paid for itself where the same words without the form are not paid.
 */
export async function formsAlone(trial: Trial): Promise<Tried> {
  const { provenance, constraint } = trial.input.tool.declaration;
  if (provenance.origin === 'built-in' || constraint !== undefined) return { cases: 0, findings: [] };
  const subjects = trial.open.slice(0, MOST_SUBJECTS);
  const right = new Set(
    labelledCases(trial.open).flatMap(({ good, entry }) => (good ? [entry.response.trim()] : [])),
  );
  const found: { name: string; subject: (typeof subjects)[number]; response: string }[] = [];
  for (const subject of subjects) {
    const plain = await trial.run(WITHOUT_FORM.map((text) => answering(subject, text)));
    if (plain.some(({ verdict }) => trial.isRewarded(verdict))) continue;
    for (const response of EMPTY_FORMS)
      found.push({ name: `${subject.name}: ${JSON.stringify(response)}`, subject, response });
    for (const { good, entry } of labelledCases([subject]).filter(
      (one) => one.good && one.entry.steps === undefined,
    ))
      for (const [name, edit] of EMPTIED)
        if (good && edit(entry.response) !== entry.response)
          found.push({ name: `${entry.name}: ${name}`, subject, response: edit(entry.response) });
  }
  const verdicts = await trial.run(found.map(({ subject, response }) => answering(subject, response)));
  const findings = found.flatMap(({ name, subject, response }, at): Finding[] => {
    const { verdict } = verdicts[at]!;
    if (!trial.isRewarded(verdict) || right.has(response.trim())) return [];
    return [
      {
        name,
        expected: 'the floor: there is no answer in it',
        got: formatVerdict(verdict),
        subject,
        response,
      },
    ];
  });
  return { cases: found.length, findings };
}
