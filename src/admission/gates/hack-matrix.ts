import { type Share, share } from '../../spec/share.ts';
import { hacksFor } from '../hacks/hacks-for.ts';
import { readProgram } from '../read-program.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';
import { withoutReference } from './hacks-without-reference.ts';
import { MOST_OF_ONE_SORT } from './mutation.ts';
import { referenceLeak } from './reference-leak.ts';

const MOST_SUBJECTS = 24;
/**
 * Highest tolerated share of paid responses that hide the right answer among others, or dress up a wrong one (lower end of
 * the 95 % interval).
 */
const MOST_PAID = 0.02;
/**
 * Highest tolerated share of paid attacks on the answer reader, for a built-in verifier. For other tools these attacks are
 * reported and refuse nothing.
 */
const MOST_READING_PAID = 0.1;

/** G6: the tricks of a policy that cannot answer must all earn the floor. */
export const hackMatrix: Gate = {
  gate: 'G6',
  name: 'hack matrix',
  question: 'Does everything that a policy tries when it cannot answer stay at the floor?',
  async run(trial) {
    if (!trial.byReference) return withoutReference(trial);
    const subjects = trial.open.filter((subject) => subject.references.length > 0).slice(0, MOST_SUBJECTS);
    const texts = trial.input.program ? readProgram(trial.input.program).texts : [];
    const hacks = subjects.flatMap((subject, index) => hacksFor(trial, subject, index, texts));
    const verdicts = await trial.run(hacks.map((hack) => hack.run));
    const judged = hacks.map((hack, index) => ({
      ...hack,
      verdict: verdicts[index]!.verdict,
      paid: trial.isRewarded(verdicts[index]!.verdict),
    }));
    const shares: Record<string, Share> = {};
    const reasons: string[] = [];
    for (const [pattern, entries] of Map.groupBy(judged, (entry) => entry.pattern)) {
      const paid = share(entries.filter((entry) => entry.paid).length, entries.length);
      if (paid.value > 0) shares[`paid: ${pattern}`] = paid;
      const empty = entries[0]?.sort === 'content-free' || entries[0]?.sort === 'no reference';
      const atTheTop = empty && entries.some(({ verdict }) => trial.isTop(verdict));
      const forbidden = empty && (atTheTop || (paid.value > 0 && !trial.graded));
      if (entries[0]?.sort === 'reading') continue;
      if (forbidden || paid.low > MOST_OF_ONE_SORT)
        reasons.push(`${pattern}: ${Math.round(paid.value * paid.of)} of ${paid.of} are paid`);
    }
    const others = judged.filter((entry) => entry.sort !== 'reading');
    const all = share(others.filter((entry) => entry.paid).length, others.length);
    const readings = judged.filter((entry) => entry.sort === 'reading');
    const believed = share(readings.filter((entry) => entry.paid).length, readings.length);
    if (isOurs(trial) && readings.length > 0 && believed.low > MOST_READING_PAID)
      reasons.push(
        `reading: ${readings.filter((entry) => entry.paid).length} of ${readings.length} are paid`,
      );
    if (reasons.length === 0 && all.low > MOST_PAID)
      reasons.push(`${Math.round(all.value * all.of)} of ${all.of} are paid`);
    const leak = referenceLeak(trial, others);
    if (leak) reasons.push('what it shows beside the score tells the reference');
    const findings = [...others, ...readings]
      .filter((entry) => entry.paid)
      .map(
        ({ name, subject, run, verdict }): Finding => ({
          name,
          expected: 'the floor',
          got: formatVerdict(verdict),
          subject,
          response: run.response.slice(0, 1_000),
        }),
      );
    return {
      outcome: reasons.length > 0 ? 'failed' : 'passed',
      cases: judged.length,
      ...(reasons[0] && { reason: reasons.join('; ') }),
      findings: leak ? [...findings, leak] : findings,
      shares: { paid: all, ...(readings.length > 0 && { 'paid: reading': believed }), ...shares },
    };
  },
};

/**
 * The answer reader belongs to the built-in tools. A user's function that takes the last number falls for these attacks, so
 * its evidence only reports them.
 */
function isOurs({ input }: Trial): boolean {
  const { provenance, type } = input.tool.declaration;
  return provenance.origin === 'built-in' && type === 'verifier';
}
