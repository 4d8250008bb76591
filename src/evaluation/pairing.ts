import { hash } from 'node:crypto';

/** The inputs of the pairing rule. Texts and scores are not among them. */
export interface Rated {
  readonly id: string;
  /** The key that two rollouts of the same query share. */
  readonly key: string;
  /** Right or wrong as 1 or 0, or a human rating. */
  readonly rating: number;
}

/** A better and a worse rollout, by their place in the list. */
export interface Pair {
  readonly better: number;
  readonly worse: number;
}

/** Queries of a task. */
const MOST_QUERIES = 300;
/** Ratings are decimal fractions: 0.6 - 0.5 is a gap of 0.1. */
const ROUNDING = 1e-9;

/**
 * One pair a query: the better rollout whose sha256 of the id is smallest, of those that have a worse one; and of
 * these the worse one whose sha256 is smallest. Of the queries that have a pair, the 300 whose sha256 of the key is
 * smallest, in that order.
 * @param gap how much higher the better one is rated, at least; any difference for 0
 */
export function pairByQuery(items: readonly Rated[], gap: number, most = MOST_QUERIES): Pair[] {
  const groups = Map.groupBy(items.keys(), (index) => items[index]!.key);
  const found: { readonly order: string; readonly pair: Pair }[] = [];
  for (const [key, members] of groups) {
    const ordered = sortBySha256(members, (index) => items[index]!.id);
    const pair = firstPair(ordered, items, gap);
    if (pair) found.push({ order: sha256(key), pair });
  }
  found.sort((left, right) => compare(left.order, right.order));
  return found.slice(0, most).map(({ pair }) => pair);
}

/** @returns every better rollout against every worse one, whatever was asked */
export function pairAll(items: readonly Rated[], gap: number): Pair[] {
  const indexes = [...items.keys()];
  return indexes.flatMap((better) =>
    indexes
      .filter((worse) => isBetter(items[better]!, items[worse]!, gap))
      .map((worse) => ({ better, worse })),
  );
}

/** @returns 1 where the better rollout has the higher value, 0 where the worse one has; a tie or a missing value is half */
export function pairScore(better: number | null, worse: number | null): number {
  if (better === null || worse === null || better === worse) return 0.5;
  return better > worse ? 1 : 0;
}

function firstPair(ordered: readonly number[], items: readonly Rated[], gap: number): Pair | null {
  for (const better of ordered) {
    const worse = ordered.find((index) => isBetter(items[better]!, items[index]!, gap));
    if (worse !== undefined) return { better, worse };
  }
  return null;
}

function isBetter(better: Rated, worse: Rated, gap: number): boolean {
  const difference = better.rating - worse.rating;
  return difference > 0 && difference >= gap - ROUNDING;
}

function sortBySha256(indexes: readonly number[], textOf: (index: number) => string): number[] {
  const keyed = indexes.map((index) => ({ index, order: sha256(textOf(index)) }));
  return keyed.sort((left, right) => compare(left.order, right.order)).map(({ index }) => index);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
