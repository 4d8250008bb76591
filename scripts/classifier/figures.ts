import { likeliestFamily } from '../../src/routing/classifier/guess.ts';
import { signsOf, trusted } from '../../src/routing/classifier/trust.ts';
import { KIND_FAMILIES } from '../../src/spec/kinds.ts';
import { NEIGHBOURS, RIGHT } from './labels.ts';
import type { Learned, Prepared } from './learner.ts';

/** What a model that had not seen an example says of it. */
export interface Guess {
  readonly example: Prepared;
  readonly best: number;
  readonly signs: Float64Array;
  /** How far the guess is trusted, from 0 to 1; 0 until {@link withTrust}. */
  readonly trust: number;
}

export function guessesOf(model: Learned, examples: readonly Prepared[]): Guess[] {
  return examples.map((example) => {
    const { best, reckoning } = likeliestFamily(model, example.text, example.features);
    return { example, best, signs: signsOf(reckoning, best, example.features), trust: 0 };
  });
}

export function withTrust(guesses: readonly Guess[], weights: readonly number[]): Guess[] {
  return guesses.map((guess) => ({ ...guess, trust: trusted(weights, guess.signs) }));
}

/** @param neighbours whether a neighbouring family is right too: on sources that were not seen */
export function isRight({ example, best }: Guess, neighbours: boolean): boolean {
  const family = KIND_FAMILIES[best]!;
  if (example.label === '') return example.families.includes(family);
  return (
    RIGHT[example.label]!.includes(family) ||
    (neighbours && (NEIGHBOURS[example.label]?.includes(family) ?? false))
  );
}

/** Of those answered at the threshold: the share that is right, and the share answered. */
export function atThreshold(
  guesses: readonly Guess[],
  threshold: number,
  neighbours: boolean,
): { right: number; answered: number; count: number } {
  const answered = guesses.filter((guess) => guess.trust >= threshold);
  const right = answered.filter((guess) => isRight(guess, neighbours)).length;
  return {
    right: right / Math.max(1, answered.length),
    answered: answered.length / Math.max(1, guesses.length),
    count: guesses.length,
  };
}

/** Of the likeliest `share` of the guesses: how many are right. */
export function atCoverage(guesses: readonly Guess[], share: number, neighbours: boolean): number {
  const sorted = guesses.toSorted((a, b) => b.trust - a.trust);
  const top = sorted.slice(0, Math.max(1, Math.round(sorted.length * share)));
  return top.filter((guess) => isRight(guess, neighbours)).length / top.length;
}

/** Expected calibration error over ten bins of equal width (Guo et al., 2017). */
export function calibrationError(guesses: readonly Guess[], neighbours: boolean): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, right: 0, sum: 0 }));
  for (const guess of guesses) {
    const confidence = guess.trust;
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.count += 1;
    bin.sum += confidence;
    if (isRight(guess, neighbours)) bin.right += 1;
  }
  const total = bins.reduce((sum, bin) => sum + Math.abs(bin.sum - bin.right), 0);
  return total / Math.max(1, guesses.length);
}

/** Area under the receiver operating curve of the trust: how often a prompt of a kind is trusted more than one of none. */
export function areaUnder(ofKinds: readonly Guess[], ofNone: readonly Guess[]): number {
  const ranked = [
    ...ofKinds.map(({ trust }) => [trust, 1] as const),
    ...ofNone.map(({ trust }) => [trust, 0] as const),
  ];
  ranked.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let below = 0;
  let area = 0;
  for (const [, isOfKind] of ranked)
    if (isOfKind === 0) below += 1;
    else area += below;
  return area / Math.max(1, ofKinds.length * ofNone.length);
}
