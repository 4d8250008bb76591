import { alwaysValidShare } from '../../spec/always-valid.ts';
import { type Share, share } from '../../spec/share.ts';

/** The values of the criteria on the two responses of a labelled pair, by id. */
export interface CriteriaOnPair {
  readonly good: Readonly<Record<string, number>>;
  readonly bad: Readonly<Record<string, number>>;
}

/** Two criteria that say the same of this share of responses are one. */
const SAME = 0.95;

/**
 * What the criteria of a rubric are worth beside each other.
 * @returns `coverage`: the share of pairs that some criterion decides for the better response · `redundancy`: the share
 * of criteria that an earlier one could stand for; empty where no pair has criteria
 */
export function rubricCoverage(pairs: readonly CriteriaOnPair[]): Readonly<Record<string, Share>> {
  const ids = Object.keys(pairs[0]?.good ?? {});
  if (ids.length === 0) return {};
  const covered = pairs.filter(({ good, bad }) => ids.some((id) => (good[id] ?? 0) > (bad[id] ?? 0)));
  const responses = pairs.flatMap(({ good, bad }) => [good, bad]);
  const same = (one: string, other: string) =>
    responses.filter((values) => values[one] === values[other]).length >= SAME * responses.length;
  const redundant = ids.filter((id, at) => ids.slice(0, at).some((earlier) => same(id, earlier)));
  return {
    coverage: alwaysValidShare(covered.length, pairs.length),
    redundancy: share(redundant.length, ids.length),
  };
}
