import { share } from '../../spec/share.ts';
import { written } from '../negatives/forms.ts';
import type { Subject } from '../split.ts';
import { answering, formatVerdict, labelledCases, type Trial } from '../trial.ts';
import type { Finding } from './gate.ts';

/** Least share of the scored right answers that must reach the top of the range (graded tools: rank above the wrong ones, see G4). */
const LEAST_TOPS = 0.8;

/** A part of the gate of endpoints. */
export interface Part {
  readonly cases: number;
  readonly findings: readonly Finding[];
  readonly shares: Readonly<Record<string, ReturnType<typeof share>>>;
}

/** Cases whose exact score is known. */
export async function exactValues(trial: Trial): Promise<Part> {
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
            got: formatVerdict(verdict),
            subject,
            response: entry.response,
          },
        ];
  });
  return { cases: known.length, findings, shares: {} };
}

/**
 * Checks that each reference reaches the top in at least one form. Where the reference is not an answer (tests, numbers to
 * use), the labelled right responses are used.
 */
export async function topOfRight(trial: Trial): Promise<Part> {
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
        got: formatVerdict(timed!.verdict),
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
      !(trial.graded && name === 'rightAtTheTop' ? trial.isRewarded(verdict) : trial.isTop(verdict)),
  );
  const reached = share(scored.length - low.length, scored.length);
  const enough = scored.length >= cases.length / 3 && scored.length > 0 && reached.value >= LEAST_TOPS;
  const findings = low.map(
    ({ name: label, subject, response, verdict }): Finding => ({
      name: label,
      expected: 'the top',
      got: formatVerdict(verdict),
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
