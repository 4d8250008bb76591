import type { PolicyAsk } from '../../src/agents/policy-agent/policy-ask.ts';
import { halfOf } from '../../src/evaluation/baselines.ts';
import type { Benchmark, BenchmarkItem } from '../../src/evaluation/benchmark/benchmark.ts';
import { countItem } from '../../src/evaluation/benchmark/count-item.ts';
import { mean } from '../../src/evaluation/bootstrap.ts';
import type { Library } from '../../src/library/library.ts';
import { cardLibrary } from '../../src/testing/card-library.ts';

/** Items with recordings that stand for tools: by tool and item, how well the tool ordered the candidates. */
export interface Replayed {
  readonly file: string;
  readonly items: readonly BenchmarkItem[];
  /** Where a tool has no recording it is worth what guessing earns. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** To which half each item belongs. */
  readonly halves: readonly number[];
}

/** Items of a category on one half below which nothing is asked about it. */
const LEAST_ITEMS = 5;

export function replayed(benchmark: Benchmark): Replayed {
  const { file, items, counting } = benchmark;
  const names = [...new Set(items.flatMap(({ recordings }) => [...recordings.keys()]))];
  const scores = names.map((name): [string, Float64Array] => [
    name,
    Float64Array.from(items, ({ right, recordings }) => {
      const values = recordings.get(name)?.values ?? right.map(() => null);
      return countItem(counting, right, values);
    }),
  ]);
  const halves = items.map((item) => halfOf(item.query.messages[0]?.content ?? item.id));
  return { file, items, scores: new Map(scores), halves };
}

/** @returns several files as one deployment: a tool that has no recording for a file guesses there */
export function together(all: readonly Replayed[], benchmarks: readonly Benchmark[]): Replayed {
  const names = [...new Set(all.flatMap(({ scores }) => [...scores.keys()]))];
  const guesses = benchmarks.map(({ items, counting }) =>
    items.map(({ right }) =>
      countItem(
        counting,
        right,
        right.map(() => null),
      ),
    ),
  );
  return {
    file: 'all files',
    items: all.flatMap(({ file, items }) =>
      items.map((item) => ({ ...item, category: `${file}/${item.category}` })),
    ),
    scores: new Map(
      names.map((name) => [
        name,
        Float64Array.from(all.flatMap(({ scores }, at) => [...(scores.get(name) ?? guesses[at]!)])),
      ]),
    ),
    halves: all.flatMap(({ halves }) => halves),
  };
}

/** One question to the policy agent: what a category gets, by the items of one half. */
export interface ReplayedKind {
  readonly category: string;
  readonly half: number;
  readonly ask: PolicyAsk;
  readonly library: Library;
  /** By the id of the card, what the data call the tool. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * @returns a question for each category and half. Cards tell what each tool reached on all items of that half, the question
 * what it reached on those of the category. Neither tells the name of a tool, which a reader might know
 */
export function kindsOf(of: Replayed): ReplayedKind[] {
  const { file, items, scores, halves } = of;
  const typeOf = (name: string) =>
    items.find(({ recordings }) => recordings.has(name))!.recordings.get(name)!.type;
  const names = new Map([...scores.keys()].map((name, at): [string, string] => [`replayed-${at}`, name]));
  return [0, 1].flatMap((half) => {
    const seen = [...items.keys()].filter((at) => halves[at] === half);
    const library = cardLibrary(
      Array.from(names, ([id, name]) => ({
        id,
        type: typeOf(name),
        slot: 'quality',
        needs: ['prompt'],
        kinds: [slug(file)],
        description: typeOf(name) === 'judge' ? 'A language model that judges.' : 'A trained reward model.',
        right: sumOf(seen, scores.get(name)!),
        of: seen.length,
        set: file,
      })),
    );
    const byCategory = Map.groupBy(seen, (at) => items[at]!.category);
    return [...byCategory].flatMap(([category, members]): ReplayedKind[] => {
      if (members.length < LEAST_ITEMS) return [];
      const measured = new Map(
        Array.from(names, ([id, name]) => [
          id,
          { right: sumOf(members, scores.get(name)!), of: members.length },
        ]),
      );
      const queries = members.slice(0, 3).map((at) => items[at]!.query);
      const ask: PolicyAsk = {
        kind: `${slug(file)}.${slug(category)}`,
        carries: ['prompt'],
        queries,
        measured,
      };
      return [{ category, half, ask, library, names }];
    });
  });
}

/** What choices are worth on the items that they were not made on, by item. */
export interface Worth {
  readonly agent: Float64Array;
  /** The tool that is best on the other half, over all categories. */
  readonly fixed: Float64Array;
  /** The tool that is best in the category on the other half, however few items it has there. */
  readonly eager: Float64Array;
  /** The mean of all tools: one that is drawn blindly. */
  readonly random: Float64Array;
  /** The tool that is best in the category on these very items. */
  readonly oracle: Float64Array;
  /** The one tool that is best on all of these very items. */
  readonly single: Float64Array;
}

/**
 * @param chosen the tool by category and by the half that the choice was made on; null where none was chosen: then the tool
 * that is best on that half decides
 */
export function worthOf(
  { items, scores, halves }: Replayed,
  chosen: (category: string, half: number) => string | null,
): Worth {
  const all = [...items.keys()];
  const bestOn = (members: readonly number[]): string =>
    [...scores.keys()].reduce((best, name) =>
      sumOf(members, scores.get(name)!) > sumOf(members, scores.get(best)!) ? name : best,
    );
  const fixed = [0, 1].map((half) => bestOn(all.filter((at) => halves[at] !== half)));
  const bestBy = (members: readonly number[]) =>
    new Map([...Map.groupBy(members, (at) => items[at]!.category)].map(([name, of]) => [name, bestOn(of)]));
  const eager = [0, 1].map((half) => bestBy(all.filter((at) => halves[at] !== half)));
  const byCategory = bestBy(all);
  const single = bestOn(all);
  const per = (nameOf: (item: BenchmarkItem, at: number) => string) =>
    Float64Array.from(items, (item, at) => scores.get(nameOf(item, at))![at]!);
  return {
    agent: per(({ category }, at) => chosen(category, 1 - halves[at]!) ?? fixed[halves[at]!]!),
    fixed: per((_, at) => fixed[halves[at]!]!),
    eager: per(({ category }, at) => eager[halves[at]!]!.get(category) ?? fixed[halves[at]!]!),
    random: Float64Array.from(all, (at) => mean(Array.from(scores.values(), (found) => found[at]!))),
    oracle: per(({ category }) => byCategory.get(category)!),
    single: per(() => single),
  };
}

function sumOf(members: readonly number[], found: Float64Array): number {
  return members.reduce((sum, at) => sum + found[at]!, 0);
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-\d]+|-$/g, '');
}
