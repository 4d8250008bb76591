import { prose } from '../../attacks/hostile-inputs.ts';
import { share } from '../../spec/share.ts';
import { written } from '../negatives/forms.ts';
import { occursIn } from '../negatives/same-answer.ts';
import { answering, formatVerdict, type Trial } from '../trial.ts';
import type { Part } from './endpoint-tops.ts';
import type { Finding } from './gate.ts';

const REFUSALS: readonly string[] = [
  '',
  ' \n',
  "I'm sorry, but I can't help with that.",
  'I cannot answer this question.',
  'I do not know.',
];
/** Highest share of other queries' answers that may be paid, since some happen to be right: lower end of the 95 % interval. */
const MOST_OTHERS = 0.05;
const OTHERS = 3;
/** Length in characters of prose without content. */
const LONG = [20_000, 200_000];

/** Checks that none of these is paid: an empty response, refusals, prose without content, and other queries' answers. */
export async function bottomOfNothing(trial: Trial): Promise<Part> {
  const held = trial.open.filter((subject) => subject.references.length > 0);
  const long = held.slice(0, 1).flatMap((subject) =>
    LONG.map((length) => ({
      name: `${subject.name}: ${length} characters of prose`,
      subject,
      response: prose(length),
      sort: 'nothing' as const,
    })),
  );
  const nothing = held.flatMap((subject) =>
    REFUSALS.filter((text) => !subject.references.some((reference) => occursIn(reference, text))).map(
      (response) => ({
        name: `${subject.name}: ${response.trim() === '' ? 'nothing' : JSON.stringify(response)}`,
        subject,
        response,
        sort: 'nothing' as const,
      }),
    ),
  );
  const others = held.flatMap((subject) =>
    trial.othersAnswers(subject, OTHERS).flatMap((answer) =>
      trial.forms.slice(0, 2).map((form) => ({
        name: `${subject.name}: another query’s answer, ${form.name}`,
        subject,
        response: written(form, answer),
        sort: 'others' as const,
      })),
    ),
  );
  const cases = [...long, ...nothing, ...others];
  const verdicts = await trial.run(cases.map(({ subject, response }) => answering(subject, response)));
  const paid = cases.flatMap((entry, index) =>
    trial.isRewarded(verdicts[index]!.verdict)
      ? [{ ...entry, got: formatVerdict(verdicts[index]!.verdict) }]
      : [],
  );
  const ofOthers = share(paid.filter(({ sort }) => sort === 'others').length, others.length);
  const most = trial.graded ? 0.25 : MOST_OTHERS;
  const failing = paid.filter(({ sort }) => sort === 'nothing' || ofOthers.low > most);
  const findings = failing.map(
    ({ name, subject, response, got }): Finding => ({ name, expected: 'the bottom', got, subject, response }),
  );
  return {
    cases: cases.length,
    findings,
    shares: {
      nothingPaid: share(paid.filter(({ sort }) => sort === 'nothing').length, long.length + nothing.length),
      othersAnswersPaid: ofOthers,
    },
  };
}
