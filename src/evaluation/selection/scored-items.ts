import { hash } from 'node:crypto';
import type { Benchmark, Counting } from '../benchmark/benchmark.ts';
import { countItem } from '../benchmark/count-item.ts';

/** Items with what every scorer says of their candidates. Nothing runs here: values are recorded, or were measured before. */
export interface ScoredItems {
  readonly name: string;
  readonly items: readonly ScoredItem[];
  readonly scorers: readonly string[];
  /** By scorer and item, 0..1: what the item counts if that scorer alone decides it. */
  readonly worths: readonly Float64Array[];
}

export interface ScoredItem {
  /** Items with the same key (the same prompt) are never on both sides of a split. */
  readonly key: string;
  /** From the wide to the narrow: a file and a category, or a category alone. It is known of a query before anybody answers it. */
  readonly path: readonly string[];
  readonly counting: Counting;
  readonly right: readonly boolean[];
  /** By scorer, in the order of `scorers`: one value a candidate; null where there is none. */
  readonly values: readonly (readonly (number | null)[])[];
}

type Values = readonly (readonly (number | null)[])[];

/**
 * Recordings that are told relative to the right candidate are left out.
 * @param served values of scorers that ran, by name and item; they stand beside the recordings
 */
export function scoredItems(
  benchmark: Benchmark,
  served: ReadonlyMap<string, Values> = new Map(),
): ScoredItems {
  const told = benchmark.items.flatMap(({ recordings }) => [...recordings]);
  const recorded = [...new Set(told.flatMap(([name, { isRelative }]) => (isRelative ? [] : [name])))];
  return withWorths(
    benchmark.file,
    [...recorded, ...served.keys()],
    benchmark.items.map(({ id, category, query, right, recordings }, at) => ({
      key: query.messages[0]?.content ?? id,
      path: [category],
      counting: benchmark.counting,
      right,
      values: [
        ...recorded.map((name) => recordings.get(name)?.values ?? right.map(() => null)),
        ...[...served.values()].map((values) => values[at]!),
      ],
    })),
  );
}

/** @returns the items with what each scorer is worth on each of them */
export function withWorths(
  name: string,
  scorers: readonly string[],
  items: readonly ScoredItem[],
): ScoredItems {
  const worths = scorers.map((_, scorer) =>
    Float64Array.from(items, (item) => worthOf(item, item.values[scorer]!)),
  );
  return { name, items, scorers, worths };
}

/**
 * @returns several files as one: a scorer has no value for the items of files that do not have it
 * @param byFile whether the name of the file becomes the widest group of its items
 */
export function together(name: string, files: readonly ScoredItems[], byFile: boolean): ScoredItems {
  const scorers = [...new Set(files.flatMap((file) => file.scorers))];
  const items = files.flatMap((file) => {
    const places = scorers.map((name) => file.scorers.indexOf(name));
    return file.items.map((item) => ({
      ...item,
      path: byFile ? [file.name, ...item.path] : item.path,
      values: places.map((place) => (place < 0 ? item.right.map(() => null) : item.values[place]!)),
    }));
  });
  return withWorths(name, scorers, items);
}

/** @returns 0..1: what the item counts if the scorer decides it; without a value for each candidate, what guessing earns */
export function worthOf(item: ScoredItem, values: readonly (number | null)[]): number {
  return countItem(item.counting, item.right, values);
}

/** @returns to which of the folds each item belongs: by a hash of its key, with a salt for another split */
export function foldsOf({ items }: ScoredItems, count: number, salt: string): number[] {
  return items.map(
    ({ key }) => Number.parseInt(hash('sha256', `${salt}:${key}`, 'hex').slice(0, 8), 16) % count,
  );
}
