import { share } from '../../spec/share.ts';
import { runCases } from '../run-cases.ts';
import { labelledCases, type Trial, told } from '../trial.ts';
import type { Conclusion, Finding, Gate } from './gate.ts';

/** Of the responses that both score, so many must get the same verdict. */
const LEAST_AGREEMENT = 0.95;
/** Labels are people's, who err: so many, or as many as the interval allows. */
const LEAST_WITH_LABELS = 0.9;
const MOST = 300;

/** G7: somebody else who looked at the same responses agrees. */
export const secondOpinion: Gate = {
  gate: 'G7',
  name: 'second opinion',
  question: 'Does a verifier written without sight of this one, or whoever labelled responses, agree?',
  async run(trial) {
    return trial.input.secondOpinion ? otherVerifier(trial) : labels(trial);
  },
};

async function otherVerifier(trial: Trial): Promise<Conclusion> {
  const { tool, secondOpinion: other } = trial.input;
  const cases = trial.subjects
    .flatMap((subject) =>
      subject.part === 'audit' && trial.phase !== 'audit'
        ? []
        : subject.cases.map((entry) => ({ subject, entry })),
    )
    .slice(0, MOST);
  const mine = await trial.run(cases.map(({ entry }) => entry));
  const theirs = await runCases(
    other ?? tool,
    cases.map(({ entry }) => entry),
  );
  const both = cases.flatMap(({ subject, entry }, index) => {
    const [one, two] = [mine[index]!.verdict, theirs[index]!.verdict];
    return one.status === 'scored' && two.status === 'scored'
      ? [{ subject, entry, one, two, agreed: trial.isPaid(one) === trial.isPaid(two) }]
      : [];
  });
  if (both.length === 0)
    return { outcome: 'not-applicable', reason: 'there is no response that both score', cases: cases.length };
  const agreement = share(both.filter(({ agreed }) => agreed).length, both.length);
  const findings = both
    .filter(({ agreed }) => !agreed)
    .map(
      ({ subject, entry, one, two }): Finding => ({
        name: entry.name,
        expected: `${told(two)} by the second opinion`,
        got: told(one),
        subject,
        response: entry.response,
      }),
    );
  return {
    outcome: agreement.value >= LEAST_AGREEMENT ? 'passed' : 'failed',
    cases: cases.length,
    findings,
    shares: { agreement },
  };
}

async function labels(trial: Trial): Promise<Conclusion> {
  const known = labelledCases(
    trial.phase === 'audit' ? trial.subjects : trial.subjects.filter(({ part }) => part !== 'audit'),
  ).filter(({ entry }) => entry.origin === 'label' && entry.value !== null);
  if (known.length === 0)
    return trial.byReference
      ? {
          outcome: 'exempt',
          reason: 'the references decide what is right, and there are no labelled responses',
        }
      : { outcome: 'not-applicable', reason: 'neither a second verifier nor labelled responses' };
  const verdicts = await trial.run(known.map(({ entry }) => entry));
  const scored = known.flatMap(({ subject, entry, good }, index) => {
    const { verdict } = verdicts[index]!;
    return verdict.status === 'scored'
      ? [{ subject, entry, good, verdict, agreed: agrees(trial, verdict, good) }]
      : [];
  });
  const agreement = share(scored.filter(({ agreed }) => agreed).length, scored.length);
  const findings = scored
    .filter(({ agreed }) => !agreed)
    .map(
      ({ subject, entry, good, verdict }): Finding => ({
        name: entry.name,
        expected: good ? 'right, says the label' : 'wrong, says the label',
        got: told(verdict),
        subject,
        response: entry.response,
      }),
    );
  const disagrees = !trial.graded && scored.length > 0 && agreement.value < LEAST_WITH_LABELS;
  return { outcome: disagrees ? 'failed' : 'passed', cases: known.length, findings, shares: { agreement } };
}

function agrees(trial: Trial, verdict: Parameters<Trial['isPaid']>[0], good: boolean): boolean {
  return trial.isPaid(verdict) === good;
}
