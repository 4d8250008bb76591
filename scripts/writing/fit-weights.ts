import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  appliesTo,
  MEASURES,
  type Measure,
  type Measures,
  prepareMeasures,
} from '../../src/text/writing/measure-text.ts';
import { placeOf } from '../../src/text/writing/place-of.ts';
import { type WritingOperation, writingTask } from '../../src/text/writing/writing-task.ts';
import type { GeneratedItem, WritingItem } from './data.ts';
import { type Difference, fitPairs } from './fit-pairs.ts';
import { hacksOf } from './hacks.ts';
import { SMALL, STRONG } from './models.ts';
import { negativesOf } from './negatives.ts';

/** What looks like a text and says nothing: everything else that a policy tries is floored. */
const MIXTURES = /nonsense|sentences of other/;

type Side = { readonly human: Measures; readonly worse: Measures; readonly sort: string };
interface Group {
  readonly humans: Measures[];
  readonly pairs: Side[];
}

/** The range of a measure: what few human texts fall below, and what is as good as can be. */
const LOW = 0.04;
const HIGH = 0.3;
/** Measures of which more is better for longer: how far the task is met, and how the text holds together. */
const HIGH_OF_TASK = 0.6;
const OF_TASK: ReadonlySet<Measure> = new Set([
  'topic',
  'grounded',
  'names',
  'covered',
  'inOrder',
  'fitsBefore',
  'fitsAfter',
  'even',
  'steady',
  'neighbours',
  'threads',
  'triples',
  'length',
]);
/** Generations are few, and what they teach is not what made negatives teach. */
const WEIGHT_OF_MODELS = 2;
const SHRUNK = 0.5;
/** Share of human texts that stand below a half. */
const BELOW = 0.08;

/** Fits ranges and weights for each language and operation and writes them. */
export function fitWeights(items: readonly WritingItem[], generated: readonly GeneratedItem[]): void {
  const made: Record<string, Record<string, unknown>> = {};
  for (const lang of ['en', 'zh'] as const) {
    const groups = groupsOf(
      items.filter((item) => item.lang === lang),
      generated,
      lang,
    );
    const ranges = new Map([...groups].map(([name, { humans }]) => [name, rangesOf(humans)]));
    const all = [...groups].flatMap(([name, { pairs }]) =>
      pairs.map((pair) => differenceOf(pair, ranges.get(name)!)),
    );
    const shared = fitPairs(balanced(all), MEASURES.length);
    made[lang] = {};
    for (const [name, { humans, pairs }] of groups) {
      const range = ranges.get(name)!;
      const own = fitPairs(balanced(pairs.map((pair) => differenceOf(pair, range))), MEASURES.length);
      const share = pairs.length / (pairs.length + 200 * SHRUNK);
      const weights = own.map((weight, at) =>
        appliesTo(MEASURES[at]!, name) ? share * weight + (1 - share) * shared[at]! : 0,
      );
      const sum = (measures: Measures) =>
        MEASURES.reduce(
          (total, measure, at) => total + weights[at]! * placeOf(measures[measure], ...range[at]!),
          0,
        );
      const sorted = humans.map(sum).sort((one, other) => one - other);
      const cut = sorted[Math.floor(BELOW * sorted.length)]!;
      made[lang]![name] = {
        bias: round(-cut),
        measures: Object.fromEntries(
          MEASURES.flatMap((measure, at) =>
            weights[at]! > 0.005 ? [[measure, [round(weights[at]!), ...range[at]!.map(round)]]] : [],
          ),
        ),
      };
      const right = pairs.filter(({ human, worse: bad }) => sum(human) > sum(bad)).length;
      console.log(
        `${lang} ${name}: ${pairs.length} pairs, ${((100 * right) / pairs.length).toFixed(1)} % right where fitted`,
      );
    }
  }
  writeFileSync(
    join(import.meta.dirname, '../../src/text/writing/weights-writing.json'),
    `${JSON.stringify(made, null, 1)}\n`,
  );
}

function groupsOf(
  items: readonly WritingItem[],
  generated: readonly GeneratedItem[],
  lang: string,
): Map<WritingOperation, Group> {
  const groups = new Map<WritingOperation, Group>();
  const group = (name: WritingOperation) => {
    const found = groups.get(name) ?? { humans: [], pairs: [] };
    groups.set(name, found);
    return found;
  };
  for (const item of items) {
    const task = writingTask(item.prompt);
    if (!task || task.operation !== item.operation) continue;
    const measure = prepareMeasures(task);
    const human = measure(item.reference);
    group(task.operation).humans.push(human);
    const others = items.filter(({ operation }) => operation === item.operation);
    for (const { name, text } of negativesOf(item, others, 11))
      group(task.operation).pairs.push({ human, worse: measure(text), sort: name });
    for (const { name, text } of hacksOf(item, others, 12))
      if (MIXTURES.test(name)) group(task.operation).pairs.push({ human, worse: measure(text), sort: name });
  }
  for (const { prompt, reference, generations } of generated) {
    const task = writingTask(prompt);
    if (!task || task.language !== lang) continue;
    const measure = prepareMeasures(task);
    for (const name of SMALL) {
      const text = generations[name] ?? '';
      if (text.trim().length < 40) continue;
      const length = Math.min(text.length, reference.length);
      const small = measure(text.slice(0, length));
      group(task.operation).pairs.push({
        human: measure(reference.slice(0, length)),
        worse: small,
        sort: 'small model',
      });
      for (const strong of STRONG)
        if ((generations[strong] ?? '').trim().length > 40)
          group(task.operation).pairs.push({
            human: measure(generations[strong]!),
            worse: measure(text),
            sort: 'strong model',
          });
    }
  }
  return groups;
}

function rangesOf(humans: readonly Measures[]): (readonly [number, number])[] {
  return MEASURES.map((measure) => {
    const values = humans.map((one) => one[measure]).sort((one, other) => one - other);
    const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
    const [low, high] = [at(LOW), at(OF_TASK.has(measure) ? HIGH_OF_TASK : HIGH)];
    return high - low > 1e-3 ? [low, high] : [high - Math.max(0.05, 0.2 * Math.abs(high)), high];
  });
}

function differenceOf({ human, worse, sort }: Side, ranges: readonly (readonly [number, number])[]) {
  const values = MEASURES.map(
    (measure, at) => placeOf(human[measure], ...ranges[at]!) - placeOf(worse[measure], ...ranges[at]!),
  );
  return { values, sort };
}

/** Every sort of pair weighs the same. */
function balanced(
  pairs: readonly { readonly values: readonly number[]; readonly sort: string }[],
): Difference[] {
  const sorts = Map.groupBy(pairs, ({ sort }) => sort);
  return pairs.map(({ values, sort }) => ({
    values,
    weight: (sort.endsWith('model') ? WEIGHT_OF_MODELS : 1) / Math.sqrt(sorts.get(sort)!.length),
  }));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
