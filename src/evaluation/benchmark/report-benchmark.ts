import { bootstrap, interval, mean } from '../bootstrap.ts';
import { passShare } from '../pass-rule.ts';
import type { Benchmark } from './benchmark.ts';
import type { BenchmarkReport, MethodReport } from './benchmark-report.ts';
import { countItem, styleShares } from './count-item.ts';
import type { MeasuredBenchmark } from './measure-benchmark.ts';
import { routeReplayed } from './route-replayed.ts';
import { tiesScore } from './ties-score.ts';

type Values = readonly (readonly (number | null)[])[];

/** A static reward is listed where it values at least this share of the items. */
const APPLIES = 0.5;

/** Makes figures and intervals out of the values of one benchmark. */
export function reportBenchmark(
  measured: MeasuredBenchmark,
  resamples: number,
  seed: number,
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
  const scores = new Map([...measured.replayed].map(([name, values]) => [name, scoresOf(values)]));
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
    routing: scores.size < 2 ? null : routing(benchmark, scores, resamples, seed),
    ms,
    toolCalls,
    resamples,
    seed,
  };
}

function routing(
  benchmark: Benchmark,
  scores: ReadonlyMap<string, Float64Array>,
  resamples: number,
  seed: number,
): BenchmarkReport['routing'] {
  const { items } = benchmark;
  const { routed, fixed, choices } = routeReplayed(items, scores);
  const [bestStatic, best] = [...scores].reduce((found, entry) =>
    mean(entry[1]) > mean(found[1]) ? entry : found,
  );
  const every = [...scores.values()];
  const byCategory = [...Map.groupBy(items.keys(), (index) => items[index]!.category).values()];
  const oracle = byCategory.map((members) => Math.max(...every.map((found) => sumOf(members, found))));
  const methods = new Map([
    ['routed', [routed]],
    ['fixed', [fixed]],
    ['best', [best]],
  ]);
  const drawn = bootstrap([itemsAsPairs(items.length)], methods, resamples, seed);
  const gain = (rival: string, of: Float64Array) => ({
    value: mean(routed) - mean(of),
    interval: [
      ...interval(drawn.get('routed')![0]!.map((value, round) => value - drawn.get(rival)![0]![round]!)),
    ] as [number, number],
  });
  const report = (found: Float64Array) => methodReport(benchmark, found, null, resamples, seed);
  return {
    routed: report(routed),
    bestStaticOnOtherHalf: report(fixed),
    bestStatic,
    gain: gain('fixed', fixed),
    gainOverBestStatic: gain('best', best),
    oracleByCategory: oracle.reduce((sum, found) => sum + found, 0) / items.length,
    oracleByItem: mean(items.map((_, at) => Math.max(...every.map((found) => found[at]!)))),
    choices: choices.map((found) => Object.fromEntries(found)),
  };
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
