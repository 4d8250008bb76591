/**
 * Choosing among recorded reward models and judges, the paper's experiment on RewardBench 2 in our form:
 * `RLAR_DATA=… npm run bench -- selection`. Every file of RLAR_DATA with recordings, all of them as one deployment whose items
 * come with their file and category, and as one whose items come with nothing but their prompt: groups are then the kinds
 * that rlar's own rules and classifier find. Figures go to bench/results/selection.json, drawings to docs/pictures/.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectionTable } from '../src/cli/selection-table.ts';
import type { Benchmark } from '../src/evaluation/benchmark/benchmark.ts';
import { readBenchmark } from '../src/evaluation/benchmark/read-benchmark.ts';
import { selectionPlot } from '../src/evaluation/page/selection-page.ts';
import { measureSelection } from '../src/evaluation/selection/measure-selection.ts';
import { type ScoredItems, scoredItems, together } from '../src/evaluation/selection/scored-items.ts';
import { profileQuery } from '../src/routing/profile.ts';

const FILES = [
  'pairs/judgebench_gpt.jsonl.gz',
  'bon/rewardmath_scores.jsonl.gz',
  'pairs/rewardbench_math_prm.jsonl',
  'pairs/llmbar.jsonl.gz',
  'pairs/mtbench_majority_llmbar.jsonl',
  'pairs/pandalm.jsonl',
];
/** The files whose scorers are enough to choose from, and the two deployments. */
const DRAWN = /^(judgebench|rewardmath|all files)/;
const OPTIONS = { resamples: 2000, seed: 1, repeats: 1 };

const folder = process.env.RLAR_DATA;
if (!folder) {
  console.log('RLAR_DATA is not set: its recordings of reward models and judges are what is chosen from');
  process.exit(0);
}
const benchmarks = await Promise.all(
  FILES.map((file) => join(folder, file))
    .filter((file) => existsSync(file))
    .map(readBenchmark),
);
const files = benchmarks.map((benchmark) => scoredItems(benchmark));
const sets: ScoredItems[] = [
  ...files,
  together('all files, by file and category', files, true),
  together(
    'all files, by the kind that rlar finds',
    files.map((file, at) => byKind(file, benchmarks[at]!)),
    false,
  ),
];
const reports = sets.map((set) => {
  const report = measureSelection(set, OPTIONS);
  console.log(`\n${set.name}\n${selectionTable(report)}`);
  return report;
});

const results = join(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'selection.json'), `${JSON.stringify(reports, null, 1)}\n`);
const pictures = join(import.meta.dirname, '../docs/pictures');
for (const report of reports.filter(({ name }) => DRAWN.test(name))) {
  const name = report.name.replaceAll(/[^a-z0-9]+/gi, '-');
  const drawing = selectionPlot(report).html.replace(
    '<svg ',
    '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" ',
  );
  writeFileSync(join(pictures, `selection-${name}.svg`), `${drawing}\n`);
}

/** @returns the same items, in groups by what rlar takes their prompts for */
function byKind(of: ScoredItems, { items }: Benchmark): ScoredItems {
  return {
    ...of,
    items: of.items.map((item, at) => ({
      ...item,
      path: [profileQuery(items[at]!.query).kind ?? 'unknown'],
    })),
  };
}
