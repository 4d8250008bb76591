import { mean } from '../bootstrap.ts';
import { evenMix, fitMixture } from './fit-mixture.ts';
import { type RewardFunction, single, valuesBy } from './reward-function.ts';
import { foldsOf, type ScoredItem, type ScoredItems, worthOf } from './scored-items.ts';

/** Items that the accuracy of the wider group weighs in that of a narrower one: few items say little. */
const PRIOR_ITEMS = 20;
/** Standard errors by which a narrower group's choice must be ahead of the wider one's: there are many groups, and one leads by chance. */
const NARROWER_AHEAD = 2;
/** The same for several scorers in place of one in the same group: that is one comparison, and errors of their own cancel. */
const MIXED_AHEAD = 1;
/** Scorers of an even mix. */
const EVEN = 5;
/** Items of evidence below which a group has no choice of its own. */
const LEAST_ITEMS = 10;
const INNER_FOLDS = 5;

/** What was chosen, by path: `''` is for everything, then `file`, `file\ncategory`. A path without an entry has that of its parent. */
export type Choices = ReadonlyMap<string, RewardFunction>;

/** `one`: a single scorer for each group. `several`: a mixture too, where the evidence says that it is better. */
export type Allowed = 'one' | 'several';

type Maker = (evidence: readonly number[], group: readonly number[]) => RewardFunction | null;

/**
 * Chooses by evidence alone which scorers decide the items of each group: the best one, the five best alike, or a fitted
 * mixture. From the wide to the narrow: a group keeps the choice of the wider one unless another was clearly ahead of it on
 * items of the evidence that it was not made on.
 * @param evidence places of the items whose labels may be seen
 */
export function chooseScorers(all: ScoredItems, evidence: readonly number[], allowed: Allowed): Choices {
  const { worths } = all;
  const makers: Maker[] = [
    (seen, group) => single(rankedBy(worths, seen, group)[0]!),
    ...(allowed === 'several'
      ? [even, fitMixture].map(
          (make) => (seen: readonly number[], group: readonly number[]) =>
            make(
              group.map((at) => all.items[at]!),
              rankedBy(worths, seen, group),
            ),
        )
      : []),
  ];
  const folds = foldsOf(all, INNER_FOLDS, 'inner');
  /** What a maker's choice earns on each item of the group when it is made on the other folds. */
  const crossed = (make: Maker, group: readonly number[]): Map<number, number> => {
    const found = new Map<number, number>();
    for (let fold = 0; fold < INNER_FOLDS; fold++) {
      const others = (places: readonly number[]) => places.filter((at) => folds[at] !== fold);
      const made = make(others(evidence), others(group));
      for (const at of group) if (folds[at] === fold) found.set(at, made ? earned(all.items[at]!, made) : 0);
    }
    return found;
  };
  const choices = new Map<string, RewardFunction>();
  const visit = (
    group: readonly number[],
    depth: number,
    standing: ReadonlyMap<number, number> | null,
    isSame: boolean,
  ): void => {
    let best = standing;
    let margin = NARROWER_AHEAD;
    for (const make of isSame ? [] : makers) {
      const tried = crossed(make, group);
      if (best && !(leadOf(group, tried, best) > margin)) continue;
      const made = make(evidence, group);
      if (!made) continue;
      best = tried;
      margin = MIXED_AHEAD;
      choices.set(nameOf(all.items[group[0]!]!.path.slice(0, depth)), made);
    }
    for (const narrower of Map.groupBy(group, (at) => all.items[at]!.path[depth]).values()) {
      const isWhole = narrower.length === group.length;
      const isNamed = all.items[narrower[0]!]!.path.length > depth;
      if (isNamed && narrower.length >= LEAST_ITEMS) visit(narrower, depth + 1, best, isWhole);
    }
  };
  if (evidence.length > 0) visit(evidence, 0, null, false);
  return choices;
}

/** @returns the choice for the narrowest group of the path that has one */
export function choiceFor(choices: Choices, path: readonly string[]): RewardFunction {
  for (let depth = path.length; depth >= 0; depth--) {
    const found = choices.get(nameOf(path.slice(0, depth)));
    if (found) return found;
  }
  throw new Error('nothing was chosen: there was no evidence');
}

function earned(item: ScoredItem, by: RewardFunction): number {
  return worthOf(item, valuesBy(by, item.values));
}

/** @returns scorers, the best of the group first; those of all evidence count as much as a few items of the group */
export function rankedBy(
  worths: readonly Float64Array[],
  evidence: readonly number[],
  group: readonly number[],
): number[] {
  const shrunk = worths.map((worth) => {
    const sum = group.reduce((total, at) => total + worth[at]!, 0);
    return (sum + PRIOR_ITEMS * mean(evidence.map((at) => worth[at]!))) / (group.length + PRIOR_ITEMS);
  });
  return [...worths.keys()].sort((left, right) => shrunk[right]! - shrunk[left]!);
}

function even(evidence: readonly ScoredItem[], ranked: readonly number[]): RewardFunction | null {
  return ranked.length < 2 ? null : evenMix(evidence, ranked.slice(0, EVEN));
}

/** @returns the sum of the differences in units of its standard error under no difference (McNemar 1947) */
function leadOf(
  group: readonly number[],
  own: ReadonlyMap<number, number>,
  other: ReadonlyMap<number, number>,
): number {
  const differences = group.map((at) => own.get(at)! - other.get(at)!);
  const squares = differences.reduce((sum, difference) => sum + difference ** 2, 0);
  return squares === 0
    ? 0
    : differences.reduce((sum, difference) => sum + difference, 0) / Math.sqrt(squares);
}

function nameOf(path: readonly string[]): string {
  return path.join('\n');
}
