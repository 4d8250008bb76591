import { bootstrap, interval, mean } from '../bootstrap.ts';
import { passes } from '../pass-rule.ts';
import { type Allowed, type Choices, choiceFor, chooseScorers, rankedBy } from './choose-scorers.ts';
import { evenMix } from './fit-mixture.ts';
import { type RewardFunction, single, valuesBy } from './reward-function.ts';
import { foldsOf, type ScoredItem, type ScoredItems, together, worthOf } from './scored-items.ts';
import { METHODS, type MethodName, type SelectionMethod, type SelectionReport } from './selection-report.ts';

export interface SelectionOptions {
  readonly resamples: number;
  readonly seed: number;
  /** How often the items are split anew; every split gives each item one choice that was made without it. */
  readonly repeats: number;
}

/** The items whose labels may be seen, and those that are measured. */
interface Split {
  readonly evidence: readonly number[];
  readonly measured: readonly number[];
}

const FOLDS = 10;

/** Chooses among the scorers on nine tenths of the items, and measures on the tenth that is left, ten times over. */
export function measureSelection(all: ScoredItems, options: SelectionOptions): SelectionReport {
  const { repeats } = options;
  const every = [...all.items.keys()];
  const splits = Array.from({ length: repeats }, (_, repeat) =>
    foldsOf(all, FOLDS, `outer ${repeat}`),
  ).flatMap((folds) =>
    Array.from(
      { length: FOLDS },
      (_, fold): Split => ({
        evidence: every.filter((at) => folds[at] !== fold),
        measured: every.filter((at) => folds[at] === fold),
      }),
    ),
  );
  const told = `the other ${FOLDS - 1} of ${FOLDS} parts of the items, split ${repeats === 1 ? 'once' : `${repeats} times`}`;
  return report(all, every, splits, told, options);
}

/** Chooses on one set of items, and measures on another one. Items of the first that are in the second count as evidence no more. */
export function measureHeldOut(
  evidence: ScoredItems,
  held: ScoredItems,
  options: SelectionOptions,
): SelectionReport {
  const all = together(held.name, [evidence, held], false);
  const keys = new Set(held.items.map(({ key }) => key));
  const places = [...all.items.keys()];
  const measured = places.slice(evidence.items.length);
  const seen = places.slice(0, evidence.items.length).filter((at) => !keys.has(all.items[at]!.key));
  return report(
    all,
    measured,
    [{ evidence: seen, measured }],
    `${evidence.name}, ${seen.length} items`,
    options,
  );
}

/** What a method earned: sums over splits, which are divided in the end. */
class Tally {
  readonly worth: Float64Array;
  readonly pass: Float64Array;
  calls = 0;

  constructor(items: number) {
    this.worth = new Float64Array(items);
    this.pass = new Float64Array(items);
  }

  add(at: number, item: ScoredItem, by: RewardFunction, share: number): void {
    const values = valuesBy(by, item.values);
    this.worth[at]! += share * worthOf(item, values);
    this.pass[at]! += share * Number(passesBy(item, values, by.sharpness));
    this.calls += share * by.parts.length;
  }
}

function report(
  all: ScoredItems,
  measured: readonly number[],
  splits: readonly Split[],
  evidence: string,
  { resamples, seed }: SelectionOptions,
): SelectionReport {
  const items = measured.map((at) => all.items[at]!);
  const place = new Map(measured.map((at, index) => [at, index]));
  const share = measured.length / splits.reduce((sum, split) => sum + split.measured.length, 0);
  const tallies = new Map(METHODS.map((name) => [name, new Tally(items.length)]));
  const made: { allowed: Allowed; choices: Choices }[] = [];
  const seen = { several: [] as number[], one: [] as number[] };
  for (const split of splits) {
    const rivals = rivalsOf(all, split.evidence);
    for (const allowed of ['several', 'one'] as const) {
      const choices = chooseScorers(all, split.evidence, allowed);
      made.push({ allowed, choices });
      const on = split.evidence.map((at) => all.items[at]!);
      seen[allowed].push(
        mean(on.map((item) => worthOf(item, valuesBy(choiceFor(choices, item.path), item.values)))),
      );
      for (const at of split.measured)
        tallies
          .get(allowed)!
          .add(place.get(at)!, all.items[at]!, choiceFor(choices, all.items[at]!.path), share);
    }
    for (const [name, by] of rivals)
      for (const at of split.measured) tallies.get(name)!.add(place.get(at)!, all.items[at]!, by, share);
  }
  const knowing = new Map<MethodName, (item: ScoredItem) => readonly number[]>();
  const best = rankedBy(all.worths, measured, measured)[0]!;
  const groups = Map.groupBy(measured, (at) => all.items[at]!.path.join('/'));
  const bestOf = new Map([...groups].map(([name, group]) => [name, rankedBy(all.worths, group, group)[0]!]));
  knowing.set('best single', () => [best]);
  knowing.set('oracle by category', ({ path }) => [bestOf.get(path.join('/'))!]);
  knowing.set('random', () => [...all.scorers.keys()]);
  for (const [name, of] of knowing)
    for (const [at, item] of items.entries())
      for (const scorer of of(item)) tallies.get(name)!.add(at, item, single(scorer), 1 / of(item).length);
  const oracle = tallies.get('oracle by item')!;
  for (const [at, item] of items.entries()) {
    oracle.worth[at] = Math.max(...all.worths.map((worth) => worth[measured[at]!]!));
    oracle.pass[at] = Math.max(...item.values.map((values) => Number(passesBy(item, values, 1))));
    oracle.calls += 1;
  }
  const worths = new Map([...tallies].map(([name, { worth }]) => [name as string, [worth]]));
  const drawn = bootstrap(
    [{ pairs: items.map((_, at) => ({ better: at, worse: at })), crossed: false }],
    worths,
    resamples,
    seed,
  );
  const score = (name: MethodName) => mean(tallies.get(name)!.worth);
  const gainOver = (rival: MethodName) => ({
    value: score('several') - score(rival),
    interval: [
      ...interval(drawn.get('several')![0]!.map((value, round) => value - drawn.get(rival)![0]![round]!)),
    ] as [number, number],
  });
  const closed = (to: MethodName) => {
    const way = score(to) - score('best single');
    return way > 1e-9 ? (score('several') - score('best single')) / way : null;
  };
  const ones = [...items.keys()].filter((at) => items[at]!.right.filter(Boolean).length === 1);
  const methodOf = (name: MethodName): SelectionMethod => ({
    score: score(name),
    interval: [...interval(drawn.get(name)![0]!)],
    pass: ones.length === 0 ? null : mean(ones.map((at) => tallies.get(name)!.pass[at]!)),
    calls: tallies.get(name)!.calls / items.length,
  });
  const of = (name: MethodName, group: readonly number[]) =>
    mean(group.map((at) => tallies.get(name)!.worth[place.get(at)!]!));
  return {
    name: all.name,
    items: items.length,
    scorers: all.scorers.length,
    evidence,
    methods: Object.fromEntries(METHODS.map((name) => [name, methodOf(name)])) as SelectionReport['methods'],
    bestSingle: all.scorers[best]!,
    onEvidence: { several: mean(seen.several), one: mean(seen.one) },
    overBestSingle: gainOver('best single'),
    overFixed: gainOver('fixed'),
    closed: { category: closed('oracle by category'), item: closed('oracle by item') },
    groups: Object.fromEntries(
      [...groups].map(([name, group]) => [
        name,
        {
          items: group.length,
          several: of('several', group),
          one: of('one', group),
          bestSingle: of('best single', group),
          oracle: of('oracle by category', group),
        },
      ]),
    ),
    choices: choicesOf(
      all,
      made.flatMap(({ allowed, choices }) => (allowed === 'several' ? [choices] : [])),
    ),
    resamples,
    seed,
  };
}

/** What stands beside the choice, made on the same evidence: the one best scorer, and means of the best ones. */
function rivalsOf(all: ScoredItems, evidence: readonly number[]): [MethodName, RewardFunction][] {
  const ranked = rankedBy(all.worths, evidence, evidence);
  const raw = (count: number): RewardFunction => {
    const scorers = ranked.slice(0, count);
    return {
      parts: scorers.map((scorer) => ({ scorer, weight: 1 / scorers.length, scale: null })),
      sharpness: 1,
    };
  };
  const items = evidence.map((at) => all.items[at]!);
  return [
    ['fixed', single(ranked[0]!)],
    ['mean of 2', raw(2)],
    ['mean of 10', raw(10)],
    ['mean of all', raw(ranked.length)],
    ['even mix of 5', evenMix(items, ranked.slice(0, 5))],
  ];
}

function passesBy({ right }: ScoredItem, values: readonly (number | null)[], sharpness: number): boolean {
  const sharp = values.map((value) => (value === null ? null : value * sharpness));
  const [first] = sharp.filter((_, at) => right[at]);
  return passes([first ?? null, ...sharp.filter((_, at) => !right[at])], 1);
}

function choicesOf(all: ScoredItems, splits: readonly Choices[]): SelectionReport['choices'] {
  const names = [...new Set(splits.flatMap((choices) => [...choices.keys()]))];
  return Object.fromEntries(
    names.map((name) => {
      const found = splits.flatMap((choices) => choices.get(name) ?? []);
      const weights = new Map<string, number>();
      for (const { parts } of found)
        for (const { scorer, weight } of parts)
          weights.set(all.scorers[scorer]!, (weights.get(all.scorers[scorer]!) ?? 0) + weight / found.length);
      const ordered = [...weights].toSorted((left, right) => right[1] - left[1]);
      return [
        name.replaceAll('\n', '/') || 'all',
        { splits: found.length / splits.length, weights: Object.fromEntries(ordered) },
      ];
    }),
  );
}
