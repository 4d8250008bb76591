import type { GateReport } from '../../spec/evidence.ts';
import { share } from '../../spec/share.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

const LEAST = 20;
/** Share of decided pairs on which two scorers that see anything of the kind agree at least, by its lower bound. */
const AGREES = 0.5;

/**
 * G7 of a reward model: a second one, of other makers, sees the same response as the better one. Pairs that either leaves
 * level, or cannot read, say nothing.
 */
export async function secondScorer(
  name: string,
  pairs: readonly PreferencePair[],
  { own, second }: { readonly own: ScorePair; readonly second: ScorePair },
): Promise<GateReport> {
  const signs = await Promise.all(
    pairs.map(async (pair) => {
      const texts = [pair.chosen, pair.rejected];
      const [first, other] = await Promise.all([own(pair, texts), second(pair, texts)]);
      return [signOf(first), signOf(other)] as const;
    }),
  );
  const decided = signs.filter(([left, right]) => left !== 0 && right !== 0);
  const agreement = share(decided.filter(([left, right]) => left === right).length, decided.length);
  const found = { gate: 'G7', name: 'second opinion', cases: decided.length, shares: { agreement } } as const;
  if (decided.length < LEAST)
    return {
      ...found,
      outcome: 'not-applicable',
      reason: `${name} and it decided ${decided.length} pairs; ${LEAST} are needed`,
    };
  if (agreement.low > AGREES) return { ...found, outcome: 'passed' };
  return {
    ...found,
    outcome: 'failed',
    reason: `${name} agrees on ${(100 * agreement.value).toFixed(1)} % of ${decided.length} pairs (at least ${(100 * agreement.low).toFixed(1)} %)`,
  };
}

function signOf([good = null, bad = null]: readonly (number | null)[]): -1 | 0 | 1 {
  return good === null || bad === null || good === bad ? 0 : good > bad ? 1 : -1;
}
