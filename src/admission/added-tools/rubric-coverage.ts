import { alwaysValidShare } from '../../spec/always-valid.ts';
import { type Share, share } from '../../spec/share.ts';

/** The values of the criteria on the two responses of a labelled pair, by id. */
export interface CriteriaOnPair {
  readonly good: Readonly<Record<string, number>>;
  readonly bad: Readonly<Record<string, number>>;
}

/** Two criteria that say the same of this share of responses are one. */
const SAME = 0.95;

/** What one criterion says of labelled pairs; shares from 0 to 1. */
export interface CriterionOnPairs {
  readonly id: string;
  /** Pairs that it decides for the better response, for the worse one, and not at all. */
  readonly better: number;
  readonly worse: number;
  readonly level: number;
  /** An earlier criterion that says the same of nearly all responses. */
  readonly twin: string | null;
}

/** @returns the criteria, each with what it says of the pairs; empty where no pair has criteria */
export function criteriaOnPairs(pairs: readonly CriteriaOnPair[]): CriterionOnPairs[] {
  const ids = Object.keys(pairs[0]?.good ?? {});
  const responses = pairs.flatMap(({ good, bad }) => [good, bad]);
  const same = (one: string, other: string) =>
    responses.filter((values) => values[one] === values[other]).length >= SAME * responses.length;
  return ids.map((id, at) => {
    const part = (sign: number) =>
      pairs.filter(({ good, bad }) => Math.sign((good[id] ?? 0) - (bad[id] ?? 0)) === sign).length /
      pairs.length;
    const twin = ids.slice(0, at).find((earlier) => same(id, earlier)) ?? null;
    return { id, better: part(1), worse: part(-1), level: part(0), twin };
  });
}

/**
 * What the criteria of a rubric are worth beside each other (AutoLibra, arXiv 2505.02820).
 * @returns `coverage`: the share of pairs that some criterion decides for the better response · `redundancy`: the share
 * of criteria that an earlier one could stand for; empty where no pair has criteria
 */
export function rubricCoverage(pairs: readonly CriteriaOnPair[]): Readonly<Record<string, Share>> {
  const criteria = criteriaOnPairs(pairs);
  if (criteria.length === 0) return {};
  const covered = pairs.filter(({ good, bad }) =>
    criteria.some(({ id }) => (good[id] ?? 0) > (bad[id] ?? 0)),
  );
  return {
    coverage: alwaysValidShare(covered.length, pairs.length),
    redundancy: share(criteria.filter(({ twin }) => twin !== null).length, criteria.length),
  };
}
