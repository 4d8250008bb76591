import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { formatVerdict, labelledCases, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';

/**
 * G7, labels: labels that a caller gives are taken as right, so one contradiction refuses the verifier. Labels with known
 * errors come with their noise, the share that may be wrong. Then the verifier is refused if the interval of the
 * disagreement lies above that share. The interval stays valid for any number of looks, because authors try again and
 * again.
 */
export const labels: Gate = {
  gate: 'G7',
  name: 'labels',
  question: 'Does it agree with whoever labelled the responses?',
  async run(trial) {
    const noise = trial.input.noise ?? 0;
    const subjects =
      trial.phase === 'audit' ? trial.subjects : trial.subjects.filter(({ part }) => part !== 'audit');
    const known = labelledCases(subjects).filter(
      ({ entry }) => entry.origin === 'label' && entry.value === undefined,
    );
    if (known.length === 0)
      return isKnownOtherwise(trial)
        ? { outcome: 'exempt', reason: 'no labels: references, exact values or a second verifier decide' }
        : { outcome: 'not-applicable', reason: 'neither labelled responses nor a second verifier' };
    const verdicts = await trial.run(known.map(({ entry }) => entry));
    const scored = known.flatMap((one, at) => {
      const { verdict } = verdicts[at]!;
      return verdict.status === 'scored' ? [{ ...one, verdict }] : [];
    });
    if (scored.length === 0)
      return { outcome: 'not-applicable', reason: `none of ${known.length} labelled responses is scored` };
    const against = scored.filter((one) => contradicts(trial, one, scored));
    const disagreement = alwaysValidShare(against.length, scored.length);
    const refused = noise === 0 ? against.length > 0 : disagreement.low > noise;
    const findings = against.map(
      ({ subject, entry, good, verdict }): Finding => ({
        name: entry.name,
        expected: good ? 'right, says its label' : 'wrong, says its label',
        got: formatVerdict(verdict),
        subject,
        response: entry.response,
      }),
    );
    const rows = against
      .slice(0, 12)
      .map(({ entry }) => entry.name)
      .join(', ');
    const stated = noise > 0 ? `, where ${noise * 100} % of labels may be wrong` : '';
    return {
      outcome: refused ? 'failed' : 'passed',
      cases: known.length,
      ...(refused && {
        reason: `${against.length} of ${scored.length} labels are contradicted${stated}: ${rows}`,
      }),
      findings,
      shares: { disagreement },
    };
  },
};

function isKnownOtherwise({ byReference, input, subjects }: Trial): boolean {
  const exact = subjects.some(({ cases }) => cases.some(({ value }) => value !== undefined));
  return byReference || exact || input.secondOpinion !== undefined;
}

interface Judged {
  readonly subject: object;
  readonly good: boolean;
  readonly verdict: Verdict & { readonly status: 'scored' };
}

/** The middle of a graded scale has no meaning. So a wrong response must score below the right responses to the same query. */
function contradicts(trial: Trial, { subject, good, verdict }: Judged, all: readonly Judged[]): boolean {
  if (!trial.graded) return trial.isRewarded(verdict) !== good;
  if (good) return false;
  const rights = all.filter((other) => other.good && other.subject === subject);
  return rights.length > 0 && rights.every((right) => right.verdict.value <= verdict.value);
}
