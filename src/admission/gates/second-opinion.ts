import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { Share } from '../../spec/share.ts';
import type { Tool } from '../../spec/tool.ts';
import { runCases } from '../run-cases.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import type { Conclusion, Finding, Gate } from './gate.ts';
import { structureCases } from './structure-cases.ts';

/** Least share of equal verdicts among the responses that both programs score. */
const LEAST_AGREEMENT = 0.95;
const MOST = 300;
const MOST_EDITS = 120;
const MOST_DISPUTED = 6;

/** G7: a second, independent program agrees on the same responses. */
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
  const edits = await onEdits(trial, other);
  const mine = await trial.run(cases.map(({ entry }) => entry));
  const theirs = await runCases(
    other,
    cases.map(({ entry }) => entry),
  );
  const both = cases.flatMap(({ subject, entry }, index) => {
    const [one, two] = [mine[index]!.verdict, theirs[index]!.verdict];
    return one.status === 'scored' && two.status === 'scored'
      ? [{ subject, entry, one, two, agreed: trial.isRewarded(one) === trial.isRewarded(two) }]
      : [];
  });
  if (both.length === 0)
    return { outcome: 'not-applicable', reason: 'there is no response that both score', cases: cases.length };
  const agreement = alwaysValidShare(both.filter(({ agreed }) => agreed).length, both.length);
  const agrees = agreement.value >= LEAST_AGREEMENT;
  const findings = both
    .filter(({ agreed }) => !agreed)
    .map(
      ({ subject, entry, one, two }): Finding => ({
        name: entry.name,
        expected: `${formatVerdict(two)} by the second opinion`,
        got: formatVerdict(one),
        subject,
        response: entry.response,
      }),
    );
  return {
    outcome: agrees ? 'passed' : 'failed',
    cases: cases.length,
    findings: agrees ? [...findings, ...edits.disputed.slice(0, MOST_DISPUTED)] : findings,
    shares: { agreement, ...(edits.agreement.of > 0 && { agreementOnEdits: edits.agreement }) },
  };
}

/**
 * Finds edits of right responses on which the two programs disagree. Either program may be wrong, so these edits refuse
 * nothing: the reader of the report, or a judge, decides.
 */
async function onEdits(trial: Trial, other: Tool): Promise<{ agreement: Share; disputed: Finding[] }> {
  const cases = trial
    .random('disputed')
    .shuffled(structureCases(trial) ?? [])
    .slice(0, MOST_EDITS);
  const mine = await trial.run(cases.map(({ run }) => run));
  const theirs = await runCases(
    other,
    cases.map(({ run }) => run),
  );
  const both = cases.flatMap((one, at) => {
    const [own, second] = [mine[at]!.verdict, theirs[at]!.verdict];
    return own.status === 'scored' && second.status === 'scored' ? [{ ...one, own, second }] : [];
  });
  const disputed = both.filter(({ own, second }) => trial.isRewarded(own) !== trial.isRewarded(second));
  return {
    agreement: alwaysValidShare(both.length - disputed.length, both.length),
    disputed: disputed.map(({ sort, subject, run, own, second }) => ({
      name: `disputed, ${subject.name}: ${sort}`,
      expected: `${formatVerdict(second)} by the second opinion`,
      got: formatVerdict(own),
      subject,
      response: run.response.slice(0, 1_000),
    })),
  };
}
