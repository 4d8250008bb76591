/** Agreement with people's ratings; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairAccuracy } from '../../testing/ranked-pairs.ts';
import { overlap } from './index.ts';

const skip = !process.env.RLAR_DATA && 'no data';
const recall = { file: 'metrics/realsumm_abs', human: 'litepyramid_recall', gap: 0.1 };
const relevance = { file: 'metrics/summeval', human: 'relevance', gap: 0.67 };
const quality = { file: 'metrics/d2t_sfres', human: 'quality', gap: 1 };

test('overlap: content ranks summaries as the raters do, better than ROUGE F', { skip }, async () => {
  for (const [ranking, least] of [
    [recall, 0.82],
    [relevance, 0.77],
  ] as const) {
    const content = await pairAccuracy(overlap, {}, ranking);
    assert.ok(content >= least, `${ranking.file}: ${content}`);
    for (const metric of ['rouge1', 'rougeL'])
      assert.ok(content > (await pairAccuracy(overlap, { metric, stem: true }, ranking)), metric);
  }
});

test('overlap: wording ranks sentences made from data as the raters do (fitted on these; 74 % on held-out queries)', {
  skip,
}, async () => {
  const wording = await pairAccuracy(overlap, { metric: 'wording' }, quality);
  assert.ok(wording >= 0.77, String(wording));
});
