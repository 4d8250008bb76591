import type { ToolDeclaration } from '../../spec/tool-card.ts';

/** Places in the order of all scores that become points of a calibration. */
const PLACES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
const LEAST = 40;

/**
 * @param scores of good and bad responses of the kind
 * @returns what a score means: its place among these, from 0 to 1; undefined where there are too few of them
 */
export function calibrationOf(scores: readonly number[]): ToolDeclaration['calibration'] {
  if (scores.length < LEAST) return undefined;
  const sorted = scores.toSorted((left, right) => left - right);
  const points = PLACES.map((share) => ({
    // Few digits: those that a server does not repeat make no other version.
    value: Number(sorted[Math.round(share * (sorted.length - 1))]!.toPrecision(4)),
    share,
  }));
  const rising = points.filter(({ value }, at) => at === 0 || value > points[at - 1]!.value);
  return rising.length < 2 ? undefined : rising;
}
