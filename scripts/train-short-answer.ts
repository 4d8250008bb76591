/**
 * Trains the weights of the short-answer tool and prints cross-validated figures:
 *
 *     RLAR_DATA=<folder> node scripts/train-short-answer.ts [--measure | --dry | --sources]
 *
 * `--measure` trains nothing and measures the committed weights (on what they were trained on: read the cross-validated
 * figures first); `--dry` writes nothing; `--sources` also holds out each source model in turn. Every prediction that
 * counts is made by trees that saw neither the question nor anything made from it. Seeded: same data, same weights.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BoostedTrees, predict } from '../src/tools/short-answer/boosted-trees.ts';
import { decide } from '../src/tools/short-answer/decide.ts';
import type { ShortAnswerModel } from '../src/tools/short-answer/model.ts';
import type { RarityTable } from '../src/tools/short-answer/rarity.ts';
import { type BoostingOptions, type Sample, trainBoostedTrees } from './short-answer/boosting.ts';
import { type Case, makeCases } from './short-answer/cases.ts';
import { countRarity, FOLDS, readLabelled, readMasterKeys } from './short-answer/data.ts';
import { figuresOf, type Predicted, percent, printFigures } from './short-answer/figures.ts';
import { chooseThresholds } from './short-answer/thresholds.ts';

/** Every fourth attack is put to the whole tool. */
const EVERY = 4;
const SEED = 20_261_120;
const CORRECTNESS: BoostingOptions = { trees: 200, depth: 4, rate: 0.05, leafWeight: 40, ridge: 3 };
const SUSPICION: BoostingOptions = { trees: 90, depth: 5, rate: 0.13, leafWeight: 20, ridge: 3 };

const flags = new Set(process.argv.slice(2));
const folder = process.env.RLAR_DATA;
if (!folder) console.log('skipped: no data (set RLAR_DATA)');
else if (flags.has('--measure')) await measureCommitted(folder);
else train(folder);

function train(data: string): void {
  const started = performance.now();
  const rows = readLabelled(data);
  const rarity = countRarity(data, rows);
  const cases = makeCases(rows, readMasterKeys(data), rarity, SEED);
  const predicted: Predicted[] = [];
  const byFold: Trees[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = trainBoth(cases.filter((entry) => entry.fold !== fold));
    byFold.push(trees);
    predicted.push(...cases.filter((entry) => entry.fold === fold).map((entry) => apply(trees, entry)));
  }
  const thresholds = chooseThresholds(predicted);
  console.log(`cross-validated by question, thresholds ${JSON.stringify(thresholds)}`);
  const decided = predicted
    .filter(({ form }, index) => form === 'natural' || form === 'plain' || index % EVERY === 0)
    .map((entry) => ({
      ...entry,
      decided: decide({ rarity, ...byFold[entry.fold]!, thresholds }, entry.key, entry.text).outcome,
    }));
  printFigures(decided, thresholds);
  if (flags.has('--sources')) holdOutSources(cases, thresholds);
  if (!flags.has('--dry')) write({ rarity, ...trainBoth(cases), thresholds });
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
}

interface Trees {
  readonly correctness: BoostedTrees;
  readonly suspicion: BoostedTrees;
}

function trainBoth(cases: readonly Case[]): Trees {
  return {
    correctness: trainBoostedTrees(cases.flatMap(correctnessSample), CORRECTNESS),
    suspicion: trainBoostedTrees(cases.flatMap(suspicionSample), SUSPICION),
  };
}

function correctnessSample(entry: Case): Sample[] {
  const weight = entry.form === 'natural' ? 1 : entry.form === 'master-key' ? 0.02 : 0;
  return weight > 0 ? [{ features: entry.measurement.correctness, label: entry.right ? 1 : 0, weight }] : [];
}

function suspicionSample(entry: Case): Sample[] {
  const features = [...entry.measurement.suspicion, ...entry.measurement.correctness];
  const { spans, near } = entry.measurement.best;
  if (entry.form === 'master-key') return [];
  if (entry.form === 'plain') return [{ features, label: 0, weight: 1 }];
  if (entry.form === 'natural')
    return entry.right && spans.length + near.length > 0 ? [{ features, label: 0, weight: 2 }] : [];
  return [{ features, label: 1, weight: weightOf(entry.form) }];
}

/** Forms near to plain answers count more, so that they are learned; those that wording can hardly tell count less. */
function weightOf(form: string): number {
  if (/-space$|^two-responses$/.test(form)) return 0.1;
  return /^stuffed$|^contradiction$|-stop$/.test(form) ? 1.2 : 0.6;
}

function apply(trees: Trees, entry: Case): Predicted {
  const { correctness, suspicion } = entry.measurement;
  return {
    ...entry,
    probability: predict(trees.correctness, correctness),
    suspicion: predict(trees.suspicion, [...suspicion, ...correctness]),
  };
}

/** Judges each source model by trees that saw none of its responses, nor the question. */
function holdOutSources(cases: readonly Case[], thresholds: ShortAnswerModel['thresholds']): void {
  const natural = cases.filter((entry) => entry.form === 'natural');
  console.log('\nsource model and question both held out (without the guard)');
  for (const source of new Set(natural.map((entry) => entry.source))) {
    const predicted: Predicted[] = [];
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const seen = cases.filter((entry) => entry.fold !== fold && entry.source !== source);
      const trees = trainBoostedTrees(seen.flatMap(correctnessSample), CORRECTNESS);
      for (const entry of natural) {
        if (entry.fold !== fold || entry.source !== source) continue;
        predicted.push({
          ...entry,
          probability: predict(trees, entry.measurement.correctness),
          suspicion: 0,
        });
      }
    }
    const figures = figuresOf(predicted, thresholds);
    console.log(
      `${source.padEnd(10)} ${percent(figures.accuracy)} of ${percent(figures.scored)}, fp ${percent(figures.falsePositives)}`,
    );
  }
}

async function measureCommitted(data: string): Promise<void> {
  const { trainedModel } = await import('../src/tools/short-answer/model.ts');
  const cases = makeCases(readLabelled(data), readMasterKeys(data), trainedModel.rarity, SEED + 1);
  printFigures(
    cases.map((entry) => apply(trainedModel, entry)),
    trainedModel.thresholds,
  );
}

function write(model: ShortAnswerModel & { rarity: RarityTable }): void {
  const path = join(import.meta.dirname, '../src/tools/short-answer/weights.json');
  writeFileSync(path, `${JSON.stringify(model)}\n`);
}
