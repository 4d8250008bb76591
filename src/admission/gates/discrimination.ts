import { type Share, share } from '../../spec/share.ts';
import type { Subject } from '../split.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';
import { type Judged, sealedCases } from './sealed-cases.ts';

/**
 * The bars, on queries that no author has seen. False positives come first: the tool is refused if the interval shows that
 * it pays more than 2 % of wrong answers (0 or 1 error in 20 passes, 2 errors do not). The bar for missed right answers is
 * lower: a missed answer costs signal, but a policy learns to produce paid wrong answers. People's labels contain errors (a
 * set in use calls 20.00 wrong for 20), so the bar is 5 % for responses that people labelled wrong, and 2 % for generated
 * wrong answers.
 */
const BARS = { falsePositives: 0.02, labelled: 0.05, rightOnes: 0.8, pairs: 0.9 } as const;
/** If at least this number of wrong answers exists and the tool scores none of them, the gate fails. */
const LEAST_WRONG = 5;

/** G4: good above bad on held-out queries, with intervals. */
export const discrimination: Gate = {
  gate: 'G4',
  name: 'discrimination',
  question: 'On queries nobody has seen: are wrong answers left unpaid, and right ones paid?',
  async run(trial) {
    const cases = sealedCases(trial);
    const bad = cases.filter((entry) => !entry.good);
    const good = cases.filter((entry) => entry.good);
    if (bad.length === 0 || good.length === 0) {
      const lacking = good.length === 0 ? 'right' : 'wrong';
      return {
        outcome: 'not-applicable',
        reason: `no held-out response is known to be ${lacking}`,
        cases: cases.length,
      };
    }
    const verdicts = await trial.run(cases.map((entry) => entry.run));
    const scored = cases.flatMap((entry, index) => {
      const { verdict } = verdicts[index]!;
      return verdict.status === 'scored' ? [{ ...entry, verdict, value: verdict.value }] : [];
    });
    const rights = scored.filter((entry) => entry.good);
    const wrongs = scored.filter((entry) => !entry.good);
    const paid = wrongs.filter(({ verdict }) => trial.isRewarded(verdict));
    const missed = rights.filter(({ verdict }) => !trial.isRewarded(verdict));
    const known = wrongs.filter((entry) => entry.labelled);
    const knownPaid = paid.filter((entry) => entry.labelled);
    const shares: Record<string, Share> = {
      falsePositives: share(paid.length, wrongs.length),
      rightOnesPaid: share(rights.length - missed.length, rights.length),
      scored: share(scored.length, cases.length),
      pairs: pairs(rights, wrongs),
      ...(known.length > 0 && { labelledFalsePositives: share(knownPaid.length, known.length) }),
    };
    const reasons = problems(trial, shares, rights.length, good.length, bad.length);
    const findings = [
      ...paid.map((entry) => finding(entry, 'the bottom')),
      ...missed.map((entry) => finding(entry, 'the top')),
    ];
    return {
      outcome: reasons.length > 0 ? 'failed' : 'passed',
      cases: cases.length,
      ...(reasons[0] && { reason: reasons.join('; ') }),
      findings,
      shares,
    };
  },
};

function problems(
  trial: Trial,
  shares: Record<string, Share>,
  rights: number,
  good: number,
  bad: number,
): string[] {
  const { falsePositives, labelledFalsePositives, rightOnesPaid, pairs: ranked } = shares;
  const tell = (text: string, { value, low, of }: Share) =>
    `${text} (${(100 * value).toFixed(1)} % of ${of}, at least ${(100 * low).toFixed(1)} %)`;
  const found: string[] = [];
  if (rights < good / 3) found.push(`only ${rights} of ${good} right answers are scored`);
  if (bad >= LEAST_WRONG && falsePositives?.of === 0) found.push(`none of ${bad} wrong answers is scored`);
  if (trial.graded) {
    if (ranked && ranked.value < BARS.pairs)
      found.push(tell('a right answer is not above a wrong one often enough', ranked));
    return found;
  }
  if (falsePositives && falsePositives.low > BARS.falsePositives)
    found.push(tell('wrong answers are paid', falsePositives));
  else if (labelledFalsePositives && labelledFalsePositives.low > BARS.labelled)
    found.push(tell('responses labelled wrong are paid', labelledFalsePositives));
  if (rightOnesPaid && rights > 0 && rightOnesPaid.value < BARS.rightOnes)
    found.push(tell('too few right answers are paid', rightOnesPaid));
  return found;
}

/** Compares right responses with wrong ones: of the same query where it has both, else of different queries. */
function pairs(
  rights: readonly { subject: Subject; value: number }[],
  wrongs: readonly { subject: Subject; value: number }[],
): Share {
  let [won, all] = [0, 0];
  for (const right of rights) {
    const own = wrongs.filter((wrong) => wrong.subject === right.subject);
    for (const wrong of own.length > 0 ? own : wrongs.slice(0, 20)) {
      all += 1;
      if (right.value > wrong.value) won += 1;
    }
  }
  return share(won, all);
}

function finding(
  { name, subject, run, verdict }: Judged & { verdict: Parameters<typeof formatVerdict>[0] },
  expected: string,
): Finding {
  return { name, expected, got: formatVerdict(verdict), subject, response: run.response };
}
