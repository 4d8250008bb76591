/**
 * The distance of two reward functions as STARC metrics have it (arXiv 2309.15257): what a function adds to all responses of
 * one prompt does not matter, nor its scale.
 * @param one by prompt, the scores of its responses; `other` has the same shape
 * @returns from 0 (they order and space responses alike) to 1 (opposite); 0.5 where one of them tells nothing apart
 */
export function starcDistance(
  one: readonly (readonly number[])[],
  other: readonly (readonly number[])[],
): number {
  const [left, right] = [canonical(one), canonical(other)];
  const squares = left.reduce((sum, value, at) => sum + (value - (right[at] ?? 0)) ** 2, 0);
  return Math.min(1, Math.sqrt(squares) / 2);
}

/** @returns the scores without the mean of their prompt, as one vector of length 1; zeros where nothing is told apart */
function canonical(scores: readonly (readonly number[])[]): number[] {
  const centred = scores.flatMap((list) => {
    const mean = list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length);
    return list.map((value) => value - mean);
  });
  const norm = Math.hypot(...centred);
  return norm < 1e-12 ? centred.map(() => 0) : centred.map((value) => value / norm);
}
