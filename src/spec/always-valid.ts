import type { Share } from './share.ts';

const ROUNDS = 60;

/**
 * @param alpha the chance that the interval misses the true share at any of all looks at it
 * @returns the share `count / of` with an interval that holds however often it is looked at while more comes in
 * (Robbins' mixture over a Beta(½, ½)); wider than Wilson's, which holds for one look. Of nothing, 0 to 1.
 */
export function alwaysValidShare(count: number, of: number, alpha = 0.05): Share {
  if (of === 0) return { value: 0, low: 0, high: 1, of };
  const value = count / of;
  const rest = of - count;
  const bar = Math.log(1 / alpha);
  const mixture = logBetaRatio(count, rest);
  const inside = (share: number) => mixture - times(count, share) - times(rest, 1 - share) < bar;
  const round = (number: number) => Math.round(number * 1e4) / 1e4;
  const low = count === 0 ? 0 : bisect(0, value, inside);
  const high = rest === 0 ? 1 : bisect(1, value, inside);
  return { value: round(value), low: round(low), high: round(high), of };
}

/** @returns ln B(½ + one, ½ + other) - ln B(½, ½), of whole numbers */
function logBetaRatio(one: number, other: number): number {
  let sum = 0;
  for (let at = 0; at < one; at++) sum += Math.log(at + 0.5) - Math.log(at + 1);
  for (let at = 0; at < other; at++) sum += Math.log(at + 0.5) - Math.log(one + at + 1);
  return sum;
}

/** Nothing times an infinite logarithm is nothing. */
function times(count: number, share: number): number {
  return count === 0 ? 0 : count * Math.log(share);
}

/** @returns the border between an outer share and an inner one that is inside */
function bisect(outer: number, inner: number, inside: (share: number) => boolean): number {
  let [out, within] = [outer, inner];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (out + within) / 2;
    if (inside(middle)) within = middle;
    else out = middle;
  }
  return within;
}
