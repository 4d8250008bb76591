import { FORMS_ALONE } from '../../attacks/keys.ts';
import { answering, formatVerdict, labelledCases, type Trial } from '../trial.ts';
import type { Finding, Tried } from './gate.ts';

const MOST_SUBJECTS = 4;
const WITHOUT_FORM = ['I do not know.', 'answer', 'pass'];

/** Forms in which nothing stands at all: a word in them, or an empty value of JSON, is more than a check of form can judge. */
const EMPTY_FORMS = FORMS_ALONE.filter(
  (text) => !/[\w()[\]{}]/.test(text.replace(/<[^>]*>|\\boxed\{ ?\}|```|Let me see\./g, '')),
);

/** What stands between two tags, in a box or in a fence, taken out. */
const EMPTIED: readonly (readonly [name: string, edit: (text: string) => string])[] = [
  ['tags without content', (text) => text.replace(/<([a-z_]{2,20})>[^<]*<\/\1>/gi, '<$1></$1>')],
  ['a box without content', (text) => text.replace(/\\boxed\{[^{}]*\}/g, '\\boxed{}')],
  ['a fence without content', (text) => text.replace(/(```[\w+-]*\n)[^`]*```/g, '$1```')],
];

/**
 * A form without an answer in it, for what has no reference to compare with: a check of the form that pays it teaches a
 * policy to write nothing else. A form is paid for itself where the same words without it are not paid.
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
