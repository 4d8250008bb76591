import { prose } from '../hacks/hostile-inputs.ts';
import { written } from '../negatives/forms.ts';
import { occursIn } from '../negatives/same-answer.ts';
import { share } from '../share.ts';
import type { Subject } from '../split.ts';
import { answering, labelledCases, type Trial, told } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';

const REFUSALS: readonly string[] = [
  '',
  ' \n',
  "I'm sorry, but I can't help with that.",
  'I cannot answer this question.',
  'I do not know.',
];
/** Of right answers that a tool scores, so many must reach the top (graded: be above the wrong ones, see G4). */
const LEAST_TOPS = 0.8;
/** So many other queries' answers may happen to be right: the lower end of the interval. */
const MOST_OTHERS = 0.05;
const OTHERS = 3;
/** Characters of prose that says nothing. */
const LONG = [20_000, 200_000];

/** G3: the reference at the top; nothing, a refusal and other queries' answers at the bottom; exact values as given. */
export const endpoints: Gate = {
  gate: 'G3',
  name: 'endpoints',
  question: 'Does the reference earn the top, and an empty answer, a refusal, another query’s answer not?',
  async run(trial) {
    const values = await exactValues(trial);
    const tops = await topOfRight(trial);
    const bottoms = trial.byReference ? await bottomOfNothing(trial) : { cases: 0, findings: [], shares: {} };
    const findings = [...values.findings, ...tops.findings, ...bottoms.findings];
    const cases = values.cases + tops.cases + bottoms.cases;
    if (cases === 0) return { outcome: 'not-applicable', reason: 'no references, and no labelled responses' };
    return {
      outcome: findings.length > 0 ? 'failed' : 'passed',
      cases,
      findings,
      shares: { ...tops.shares, ...bottoms.shares },
    };
  },
};

interface Part {
  readonly cases: number;
  readonly findings: readonly Finding[];
  readonly shares: Readonly<Record<string, ReturnType<typeof share>>>;
}

async function exactValues(trial: Trial): Promise<Part> {
  const known = trial.open.flatMap((subject) =>
    subject.cases.filter((entry) => entry.value !== undefined).map((entry) => ({ subject, entry })),
  );
  const verdicts = await trial.run(known.map(({ entry }) => entry));
  const findings = known.flatMap(({ subject, entry }, index): Finding[] => {
    const { verdict } = verdicts[index]!;
    const wanted = entry.value ?? null;
    const holds =
      wanted === null
        ? verdict.status === 'unscored'
        : verdict.status === 'scored' && Math.abs(verdict.value - wanted) <= 1e-6;
    return holds
      ? []
      : [
          {
            name: entry.name,
            expected: wanted === null ? 'unscored' : String(wanted),
            got: told(verdict),
            subject,
            response: entry.response,
          },
        ];
  });
  return { cases: known.length, findings, shares: {} };
}

/** The references in one form at least, or where the reference is no answer (tests, numbers to use), the labelled right ones. */
async function topOfRight(trial: Trial): Promise<Part> {
  const right = labelledCases(trial.open).filter(({ good, entry }) => good && entry.value === undefined);
  if (trial.forms.length > 0) {
    const form = trial.forms[0]!;
    const held = trial.open.filter((subject) => subject.references.length > 0);
    const responses = held.map((subject) => written(form, subject.references[0]!));
    return tops(
      trial,
      held.map((subject, index) => ({
        name: `${subject.name}: its reference, ${form.name}`,
        subject,
        response: responses[index]!,
      })),
      'referencesAtTheTop',
    );
  }
  if (right.length > 0)
    return tops(
      trial,
      right.map(({ subject, entry }) => ({ name: entry.name, subject, response: entry.response, entry })),
      'rightAtTheTop',
    );
  const subject = trial.open.find((candidate) => candidate.references.length > 0);
  if (!trial.byReference || !subject) return { cases: 0, findings: [], shares: {} };
  const [timed] = await trial.run([answering(subject, subject.references[0]!)]);
  const name = `${subject.name}: its reference, in all the usual ways to write an answer`;
  return {
    cases: 1,
    findings: [
      {
        name,
        expected: 'the top in one of them',
        got: told(timed!.verdict),
        subject,
        response: subject.references[0]!,
      },
    ],
    shares: {},
  };
}

async function tops(
  trial: Trial,
  cases: readonly {
    name: string;
    subject: Subject;
    response: string;
    entry?: Parameters<Trial['run']>[0][number];
  }[],
  name: string,
): Promise<Part> {
  const verdicts = await trial.run(
    cases.map(({ subject, response, entry }) => entry ?? answering(subject, response)),
  );
  const scored = cases.flatMap((entry, index) =>
    verdicts[index]!.verdict.status === 'scored' ? [{ ...entry, verdict: verdicts[index]!.verdict }] : [],
  );
  const low = scored.filter(
    ({ verdict }) =>
      !(trial.graded && name === 'rightAtTheTop' ? trial.isPaid(verdict) : trial.isTop(verdict)),
  );
  const reached = share(scored.length - low.length, scored.length);
  const enough = scored.length >= cases.length / 3 && scored.length > 0 && reached.value >= LEAST_TOPS;
  const findings = low.map(
    ({ name: label, subject, response, verdict }): Finding => ({
      name: label,
      expected: 'the top',
      got: told(verdict),
      subject,
      response,
    }),
  );
  const silent: Finding = {
    name: `${cases.length - scored.length} of ${cases.length} right answers`,
    expected: 'a score',
    got: 'unscored',
  };
  return {
    cases: cases.length,
    findings: enough ? [] : [...findings, ...(findings.length === 0 ? [silent] : [])],
    shares: { [name]: reached },
  };
}

async function bottomOfNothing(trial: Trial): Promise<Part> {
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
    trial.isPaid(verdicts[index]!.verdict) ? [{ ...entry, got: told(verdicts[index]!.verdict) }] : [],
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
