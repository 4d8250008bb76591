import { bootstrap, interval, mean } from '../bootstrap.ts';
import { lengthBaseline } from '../length-baseline.ts';
import { passShare } from '../pass-rule.ts';
import { measureHeldOut, measureSelection, type SelectionOptions } from '../selection/measure-selection.ts';
import { type ScoredItems, scoredItems } from '../selection/scored-items.ts';
import type { SelectionReport } from '../selection/selection-report.ts';
import type { Benchmark } from './benchmark.ts';
import type { BenchmarkReport, MethodReport } from './benchmark-report.ts';
import { countItem, styleShares } from './count-item.ts';
import type { MeasuredBenchmark } from './measure-benchmark.ts';
import { tiesScore } from './ties-score.ts';

type Values = readonly (readonly (number | null)[])[];

/** A static reward is listed where it values at least this share of the items. */
const APPLIES = 0.5;

/**
 * Makes figures and intervals out of the values of one benchmark.
 * @param evidence where the choice among scorers is made; without it, on other items of the same benchmark
 */
export function reportBenchmark(
  measured: MeasuredBenchmark,
  resamples: number,
  seed: number,
  evidence: MeasuredBenchmark | null = null,
): BenchmarkReport {
  const { benchmark, rlar, ms, toolCalls } = measured;
  const { items, counting, file, format } = benchmark;
  const scoresOf = (values: Values) =>
    Float64Array.from(items, ({ right }, at) => countItem(counting, right, values[at]!));
  const method = (scores: Float64Array, values: Values): MethodReport =>
    methodReport(benchmark, scores, values, resamples, seed);
  const applying = [...measured.static].filter(([, values]) => scoredShare(values) >= APPLIES);
  const report = (entries: Iterable<readonly [string, Values]>) =>
    Object.fromEntries(Array.from(entries, ([name, values]) => [name, method(scoresOf(values), values)]));
  return {
    file,
    format,
    counting,
    n: items.length,
    categories: Object.fromEntries(
      [...Map.groupBy(items, (item) => item.category)].map(([name, members]) => [name, members.length]),
    ),
    rlar: method(scoresOf(rlar), rlar),
    static: report(applying),
    replayed: report(measured.replayed),
    selection: selectionOf(measured, evidence, { resamples, seed, repeats: 1 }),
    ms,
    toolCalls,
    resamples,
    seed,
  };
}

/** @returns the items with what was recorded of them, and what the tools say that value at least half of them */
function scorersOf({ benchmark, static: ran }: MeasuredBenchmark): ScoredItems {
  const served = [...ran].filter(
    ([name, values]) => name !== lengthBaseline.declaration.id && scoredShare(values) >= APPLIES,
  );
  return scoredItems(benchmark, new Map(served));
}

function selectionOf(
  measured: MeasuredBenchmark,
  evidence: MeasuredBenchmark | null,
  options: SelectionOptions,
): SelectionReport | null {
  const scorers = scorersOf(measured);
  if (scorers.scorers.length < 2) return null;
  return evidence
    ? measureHeldOut(scorersOf(evidence), scorers, options)
    : measureSelection(scorers, options);
}

function methodReport(
  { items, counting }: Benchmark,
  scores: Float64Array,
  values: Values | null,
  resamples: number,
  seed: number,
): MethodReport {
  const drawn = bootstrap([itemsAsPairs(items.length)], new Map([['method', [scores]]]), resamples, seed);
  const categories = Object.fromEntries(
    [...Map.groupBy(items.keys(), (index) => items[index]!.category)].map(([name, members]) => [
      name,
      (name === 'Ties' && values ? tiesOf(items, values) : null) ?? sumOf(members, scores) / members.length,
    ]),
  );
  return {
    score: mean(scores),
    interval: [...interval(drawn.get('method')![0]!)],
    macro: mean(Object.values(categories)),
    categories,
    scored: values ? scoredShare(values) : 1,
    pass: values && passOf(items, values),
    styles: counting === 'styles' && values ? stylesOf(values) : null,
  };
}

function tiesOf(items: Benchmark['items'], values: Values): number | null {
  const ties = [...items.entries()].flatMap(([at, { id, category, right }]) => {
    const known = values[at]!.flatMap((value) => value ?? []);
    return category === 'Ties' && known.length === right.length ? [{ id, right, values: known }] : [];
  });
  return ties.length === 0 ? null : tiesScore(ties);
}

function passOf(items: Benchmark['items'], values: Values): number | null {
  const groups = [...items.entries()].filter(([, { right }]) => right.filter(Boolean).length === 1);
  const passed = groups.map(([at, { right }]) => {
    const ordered = [...right.keys()].toSorted((left, other) => Number(right[other]) - Number(right[left]));
    return passShare([ordered], values[at]!, 1) ?? 0;
  });
  return passed.length === 0 ? null : mean(passed);
}

function stylesOf(values: Values): MethodReport['styles'] {
  const found = values.flatMap((candidates) => styleShares(candidates) ?? []);
  if (found.length === 0) return null;
  return {
    easy: mean(found.map(({ easy }) => easy)),
    normal: mean(found.map(({ normal }) => normal)),
    hard: mean(found.map(({ hard }) => hard)),
  };
}

function scoredShare(values: Values): number {
  return mean(values.map((candidates) => Number(candidates.every((value) => value !== null))));
}

function sumOf(members: readonly number[], scores: Float64Array): number {
  return members.reduce((sum, at) => sum + scores[at]!, 0);
}

function itemsAsPairs(count: number) {
  return { pairs: Array.from({ length: count }, (_, at) => ({ better: at, worse: at })), crossed: false };
}
