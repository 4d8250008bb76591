import { placeOf, type RewardFunction, type Scale } from './reward-function.ts';
import type { ScoredItem } from './scored-items.ts';

/** Scorers that are looked at: the best ones of the evidence. */
const LOOKED_AT = 12;
/** Scorers that are kept: each costs a call a rollout. */
const KEPT = 5;
/** Of the normal prior of the weights: one over its variance. */
const RIDGE = 4;
/** What a place from 0 to 1 is multiplied by before weights are fitted, so that the prior is neither felt nor absent. */
const STRETCH = 3;
const ROUNDS = 80;

/**
 * Fits how much each scorer counts: weights of at least 0 that make the right candidates of the evidence likely under a softmax
 * (conditional logit, McFadden 1974; with two candidates Bradley and Terry 1952), with a normal prior, by accelerated projected
 * gradient (Beck and Teboulle 2009).
 * @param evidence items whose labels may be seen
 * @param ranked scorers, the best of the evidence first
 * @returns null where no scorer earns a weight
 */
export function fitMixture(
  evidence: readonly ScoredItem[],
  ranked: readonly number[],
): RewardFunction | null {
  const scorers = ranked.slice(0, LOOKED_AT);
  const scales = scorers.map((scorer) => scaleOf(evidence, scorer));
  const weights = fit(rowsOf(evidence, scorers, scales));
  const least = [...weights].sort((left, right) => right - left)[KEPT] ?? 0;
  const parts = scorers.flatMap((scorer, at) =>
    weights[at]! > Math.max(least, 1e-6) ? [{ scorer, weight: weights[at]!, scale: scales[at]! }] : [],
  );
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) return null;
  const shares = parts.map((part) => ({ ...part, weight: part.weight / sum }));
  return { parts: shares.toSorted((left, right) => right.weight - left.weight), sharpness: sum * STRETCH };
}

/** @returns all of the scorers alike, each brought to its places in the evidence */
export function evenMix(evidence: readonly ScoredItem[], scorers: readonly number[]): RewardFunction {
  const weight = 1 / scorers.length;
  return {
    parts: scorers.map((scorer) => ({ scorer, weight, scale: scaleOf(evidence, scorer) })),
    sharpness: STRETCH * scorers.length,
  };
}

function scaleOf(evidence: readonly ScoredItem[], scorer: number): Scale {
  return Float64Array.from(
    evidence.flatMap(({ values }) => values[scorer]!.flatMap((value) => value ?? [])),
  ).sort();
}

/** The candidates of all items one below the other, so that a round is one pass over one array. */
interface Rows {
  readonly width: number;
  /** Where the candidates of each item begin, and where those of the last one end. */
  readonly starts: readonly number[];
  /** What the softmax should give each candidate: the right ones of an item share 1. */
  readonly wanted: Float64Array;
  /** Of each candidate one number a scorer; the mean over an item's candidates is 0. */
  readonly cells: Float64Array;
}

function rowsOf(evidence: readonly ScoredItem[], scorers: readonly number[], scales: readonly Scale[]): Rows {
  const width = scorers.length;
  const starts = [0];
  for (const { right } of evidence) starts.push(starts.at(-1)! + right.length);
  const wanted = new Float64Array(starts.at(-1)!);
  const cells = new Float64Array(wanted.length * width);
  for (const [at, { right, values }] of evidence.entries()) {
    const rights = right.filter(Boolean).length;
    for (const [candidate, isRight] of right.entries())
      wanted[starts[at]! + candidate] = isRight ? 1 / rights : 0;
    for (const [column, scorer] of scorers.entries()) {
      if (values[scorer]!.some((value) => value === null)) continue;
      const places = values[scorer]!.map((value) => STRETCH * placeOf(value!, scales[column]!));
      const middle = places.reduce((sum, place) => sum + place, 0) / places.length;
      for (const [candidate, place] of places.entries())
        cells[(starts[at]! + candidate) * width + column] = place - middle;
    }
  }
  return { width, starts, wanted, cells };
}

function fit(rows: Rows): Float64Array {
  const step = 1 / (0.5 * curvatureOf(rows) + RIDGE);
  let weights = new Float64Array(rows.width);
  let ahead = weights;
  let momentum = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const slope = slopeAt(rows, ahead);
    const next = ahead.map((weight, at) => Math.max(0, weight - step * slope[at]!));
    const faster = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const last = weights;
    ahead = next.map((weight, at) => weight + ((momentum - 1) / faster) * (weight - last[at]!));
    weights = next;
    momentum = faster;
  }
  return weights;
}

/** @returns a bound of how fast the slope changes: the sum over items of the longest row, squared */
function curvatureOf({ width, starts, cells }: Rows): number {
  let sum = 0;
  for (let item = 0; item + 1 < starts.length; item++) {
    let longest = 0;
    for (let row = starts[item]!; row < starts[item + 1]!; row++) {
      let length = 0;
      for (let cell = row * width; cell < (row + 1) * width; cell++) length += cells[cell]! * cells[cell]!;
      longest = Math.max(longest, length);
    }
    sum += longest;
  }
  return sum;
}

function slopeAt({ width, starts, wanted, cells }: Rows, weights: Float64Array): Float64Array {
  const slope = weights.map((weight) => RIDGE * weight);
  const shares = new Float64Array(wanted.length);
  for (let item = 0; item + 1 < starts.length; item++) {
    const [from, to] = [starts[item]!, starts[item + 1]!];
    let total = 0;
    for (let row = from; row < to; row++) {
      let value = 0;
      for (let at = 0; at < width; at++) value += cells[row * width + at]! * weights[at]!;
      // Places are 0 to STRETCH and their means are taken out, so that no exponential overflows with weights of use.
      shares[row] = Math.exp(Math.min(value, 500));
      total += shares[row]!;
    }
    for (let row = from; row < to; row++) {
      const excess = shares[row]! / total - wanted[row]!;
      for (let at = 0; at < width; at++) slope[at]! += excess * cells[row * width + at]!;
    }
  }
  return slope;
}
