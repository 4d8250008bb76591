import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referencePairs } from '../../testing/reference-pairs.ts';
import { prepareBleu } from './bleu.ts';
import { prepareChrf } from './chrf.ts';
import stored from './reference-values.json' with { type: 'json' };
import { prepareRouge, ROUGE_METRICS } from './rouge.ts';
import { prepareTer } from './ter.ts';
import { prepareTokenF1 } from './token-f1.ts';
import type { TokenizerName } from './tokenize.ts';

type Metric = (hypothesis: string, references: readonly string[]) => number;

const pairs = referencePairs();
const bleu =
  (tokenizer: TokenizerName, lowercase = false): Metric =>
  (hypothesis, references) =>
    prepareBleu(references, { tokenizer, lowercase })(hypothesis);

const metrics: Record<string, Metric> = {
  bleu: bleu('13a'),
  'bleu-zh': bleu('zh'),
  'bleu-intl': bleu('intl'),
  'bleu-char': bleu('char'),
  'bleu-none-lowercase': bleu('none', true),
  chrf: (hypothesis, references) => prepareChrf(references, { wordOrder: 0 })(hypothesis),
  'chrf++': (hypothesis, references) => prepareChrf(references, { wordOrder: 2 })(hypothesis),
  ter: (hypothesis, references) => prepareTer(references, {})(hypothesis),
  'ter-normalized-asian': (hypothesis, references) =>
    prepareTer(references, { normalized: true, asianSupport: true })(hypothesis),
  'ter-no-punctuation-asian-case': (hypothesis, references) =>
    prepareTer(references, { noPunctuation: true, asianSupport: true, caseSensitive: true })(hypothesis),
  'token-f1': (hypothesis, references) => prepareTokenF1(references)(hypothesis).f,
};
for (const metric of ROUGE_METRICS) {
  for (const stem of [false, true]) {
    const column = stem ? `${metric}-stem` : metric;
    metrics[column] = (hypothesis, references) => prepareRouge(references, metric, { stem })(hypothesis).f;
    metrics[`${column}-precision`] = (hypothesis, references) =>
      prepareRouge(references, metric, { stem })(hypothesis).precision;
  }
}

for (const [column, values] of Object.entries(stored.values)) {
  test(`${column} agrees with its reference on ${values.length} pairs to 1e-6`, () => {
    const metric = metrics[column];
    assert.ok(metric, `no metric for ${column}`);
    assert.equal(values.length, pairs.length);
    const wrong = pairs.flatMap(({ hypothesis, references }, index) => {
      const value = metric(hypothesis, references);
      const wanted = values[index]! / 1e7;
      return Math.abs(value - wanted) <= 1e-6 ? [] : [{ index, value, wanted }];
    });
    assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} pairs differ`);
  });
}
