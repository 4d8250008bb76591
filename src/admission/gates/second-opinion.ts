import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { Share } from '../../spec/share.ts';
import type { Tool } from '../../spec/tool.ts';
import { isPaid, majority } from '../boundary/opinions.ts';
import { runCases } from '../run-cases.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import { type DisputedEdits, disputedEdits } from './disputed-edits.ts';
import type { Conclusion, Finding, Gate } from './gate.ts';

/** Least share of equal verdicts among the responses that both programs score. */
const LEAST_AGREEMENT = 0.95;
const MOST = 300;
const MOST_DISPUTED = 8;

/**
 * G7: a second, independent program agrees on the same responses, and on edits near the boundary of the verifier. Either
 * program may be wrong about an edit, so edits refuse nothing. They are shown to be labelled. A user's function on which
 * the two disagree again and again is provisional until then, unless the second program contradicts a label itself.
 */
export const secondOpinion: Gate = {
  gate: 'G7',
  name: 'second opinion',
  question: 'Does a verifier written without sight of this one agree, on edits near the boundary too?',
  async run(trial) {
    if (trial.input.secondOpinion) return otherVerifier(trial, trial.input.secondOpinion);
    const { others = [] } = trial.input;
    if (others.length > 0) return otherCandidates(trial, others);
    return { outcome: 'exempt', reason: 'there is no second verifier' };
  },
};

/** Without a second opinion, the majority of the other candidates says which edits are disputed. */
async function otherCandidates(trial: Trial, others: readonly Tool[]): Promise<Conclusion> {
  const { tried, agreement, findings } = await disputedEdits(trial, (asked) => majority(others, asked));
  if (agreement.of === 0)
    return { outcome: 'exempt', reason: 'there is no second verifier, and no edit that others score' };
  const shares = { agreementOnEdits: agreement };
  return { outcome: 'passed', cases: tried, findings: findings.slice(0, MOST_DISPUTED), shares };
}

async function otherVerifier(trial: Trial, other: Tool): Promise<Conclusion> {
  const cases = trial.subjects
    .flatMap((subject) =>
      subject.part === 'audit' && trial.phase !== 'audit'
        ? []
        : subject.cases.map((entry) => ({ subject, entry })),
    )
    .slice(0, MOST);
  const runs = cases.map(({ entry }) => entry);
  const mine = await trial.run(runs);
  const theirs = await runCases(other, runs);
  const both = cases.flatMap(({ subject, entry }, index) => {
    const [one, two] = [mine[index]!.verdict, theirs[index]!.verdict];
    const [paid, paidByOther] = [isPaid(trial.input.tool, one), isPaid(other, two)];
    if (paid === null || paidByOther === null) return [];
    const isWrong = entry.origin === 'label' && entry.good !== null && entry.good !== paidByOther;
    return [{ subject, entry, one, two, agreed: paid === paidByOther, isWrong }];
  });
  if (both.length === 0)
    return { outcome: 'not-applicable', reason: 'there is no response that both score', cases: cases.length };
  const others = [other, ...(trial.input.others ?? [])];
  const edits = await disputedEdits(trial, (asked) => majority(others, asked));
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
  const shares: Record<string, Share> = {
    agreement,
    ...(edits.agreement.of > 0 && { agreementOnEdits: edits.agreement }),
  };
  if (!agrees) return { outcome: 'failed', cases: cases.length, findings, shares };
  const told = {
    cases: cases.length + edits.tried,
    findings: [...edits.findings.slice(0, MOST_DISPUTED), ...findings],
    shares,
  };
  const contradicted = both.filter(({ isWrong }) => isWrong).length;
  const reason = reasonOf(edits, contradicted);
  const open = trial.input.tool.declaration.provenance.origin === 'user' && contradicted === 0;
  if (open && reason && edits.repeated.length > 0) return { outcome: 'not-applicable', reason, ...told };
  return { outcome: 'passed', ...(reason && { reason }), ...told };
}

/** @returns the question that a person has to decide; null where nothing is disputed */
function reasonOf({ repeated, findings }: DisputedEdits, contradicted: number): string | null {
  if (contradicted > 0)
    return `the second verifier contradicts ${contradicted} ${contradicted === 1 ? 'label' : 'labels'}, so what it disputes is only shown`;
  if (repeated.length > 0)
    return `disputed: the second verifier disagrees on ${repeated.slice(0, 3).join('; ')}; label such responses to decide`;
  return findings.length > 0 ? `disputed on ${findings.length} single edits, which are shown` : null;
}
