import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { Tool } from '../../spec/tool.ts';
import { runCases } from '../run-cases.ts';
import { type Trial, told } from '../trial.ts';
import type { Conclusion, Finding, Gate } from './gate.ts';

/** Least share of the responses scored by both that must get the same verdict. */
const LEAST_AGREEMENT = 0.95;
const MOST = 300;

/** G7: somebody else who looked at the same responses agrees. */
export const secondOpinion: Gate = {
  gate: 'G7',
  name: 'second opinion',
  question: 'Does a verifier written without sight of this one agree?',
  async run(trial) {
    if (trial.input.secondOpinion) return otherVerifier(trial, trial.input.secondOpinion);
    return { outcome: 'exempt', reason: 'there is no second verifier' };
  },
};

async function otherVerifier(trial: Trial, other: Tool): Promise<Conclusion> {
  const cases = trial.subjects
    .flatMap((subject) =>
      subject.part === 'audit' && trial.phase !== 'audit'
        ? []
        : subject.cases.map((entry) => ({ subject, entry })),
    )
    .slice(0, MOST);
  const mine = await trial.run(cases.map(({ entry }) => entry));
  const theirs = await runCases(
    other,
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
  const agreement = alwaysValidShare(both.filter(({ agreed }) => agreed).length, both.length);
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
