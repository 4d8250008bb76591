import type { GateReport } from '../../spec/evidence.ts';
import { share } from '../../spec/share.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** Pairs that both must have decided. */
export const LEAST_DECIDED = 20;
/** Share of decided pairs on which two scorers that see anything of the kind agree at least, by its lower bound. */
const AGREES = 0.5;

/** What a second scorer thinks of a first. */
export type SecondOpinion = GateReport & { readonly gate: 'G7' };

/**
 * G7 of a reward model: a second one, of other makers, sees the same response as the better one. Pairs that either leaves
 * level, or cannot read, say nothing. One that gives the very same scores is the same model, and no second.
 * @param byDefault nobody named the second: it counts only where it orders the pairs as they are labelled itself, and it
 * refuses nothing
 * @param coarse the values are of few levels, as those of judges are, so that the same ones say nothing of who gave them
 */
export async function secondScorer(
  name: string,
  pairs: readonly PreferencePair[],
  {
    own,
    second,
    byDefault = false,
    coarse = false,
  }: {
    readonly own: ScorePair;
    readonly second: ScorePair;
    readonly byDefault?: boolean;
    readonly coarse?: boolean;
  },
): Promise<SecondOpinion> {
  const scored = await Promise.all(
    pairs.map(async (pair) => {
      const texts = [pair.chosen, pair.rejected];
      return Promise.all([own(pair, texts), second(pair, texts)]);
    }),
  );
  const signs = scored.map(([first, other]) => [signOf(first), signOf(other)] as const);
  const decided = signs.filter(([left, right]) => left !== 0 && right !== 0);
  const agreement = share(decided.filter(([left, right]) => left === right).length, decided.length);
  const labels = share(decided.filter(([, right]) => right === 1).length, decided.length);
  const found = { gate: 'G7', name: 'second opinion', cases: decided.length, shares: { agreement } } as const;
  const none = (reason: string) => ({ ...found, outcome: 'not-applicable', reason }) as const;
  if (decided.length < LEAST_DECIDED)
    return none(`${name} and it decided ${decided.length} pairs; ${LEAST_DECIDED} are needed`);
  if (!coarse && scored.every(([first, other]) => String(first) === String(other)))
    return none(`${name} gives the very same scores: it is the same model`);
  if (byDefault && labels.low <= AGREES)
    return none(
      `${name} itself orders only ${percent(labels.value)} of ${decided.length} pairs as they are labelled`,
    );
  const told = `${name} agrees on ${percent(agreement.value)} of ${decided.length} pairs`;
  if (agreement.low > AGREES) return { ...found, outcome: 'passed', reason: told };
  const reason = `${told} (at least ${percent(agreement.low)})`;
  return byDefault ? none(reason) : { ...found, outcome: 'failed', reason };
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

function signOf([good = null, bad = null]: readonly (number | null)[]): -1 | 0 | 1 {
  return good === null || bad === null || good === bad ? 0 : good > bad ? 1 : -1;
}
