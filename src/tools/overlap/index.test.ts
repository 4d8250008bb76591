import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { pairAccuracy } from '../../testing/ranked-pairs.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { overlap } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`overlap: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(overlap, entry, await runFixture(overlap, entry)), null);
  });
}

const METRICS: readonly JsonObject[] = [
  { metric: 'content' },
  { metric: 'wording' },
  { metric: 'rouge1', stem: true },
  { metric: 'rouge2' },
  { metric: 'rougeL' },
  { metric: 'rougeLsum', stem: true },
  { metric: 'token-f1' },
];
const HOSTILE: Record<string, string> = {
  '10 MB of one letter': 'a'.repeat(10_000_000),
  '100,000 newlines': '\n'.repeat(100_000),
  'a million full stops': '.'.repeat(1_000_000),
  'two words on 5,000 lines': 'a b\n'.repeat(5000),
  '20,000 words': Array.from({ length: 20_000 }, (_, index) => `w${(index * 7919) % 997}`).join(' '),
  '40,000 different characters': Array.from({ length: 40_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + i),
  ).join(''),
  'lone surrogates': '\ud800'.repeat(100_000),
};
const REFERENCES: Record<string, string[]> = {
  short: ['the cat sat on the mat.'],
  long: [Array.from({ length: 6000 }, (_, index) => `v${(index * 31) % 911}`).join(' ')],
  many: Array.from({ length: 40 }, (_, index) => `w1 w${index} w3 `.repeat(150)),
};

for (const options of METRICS) {
  test(`overlap: ${JSON.stringify(options)}: hostile input is answered in time and is not right`, async () => {
    for (const references of Object.values(REFERENCES)) {
      const judge = overlap.prepare(toToolQuery({ references }), options);
      for (const [name, text] of Object.entries(HOSTILE)) {
        const start = performance.now();
        const verdict = await scoreOne(judge, { text });
        const spent = performance.now() - start;
        assert.ok(spent < 2000, `${name}: ${spent} ms`);
        assert.ok(verdict.status === 'scored' && verdict.value < 0.9, name);
      }
    }
  });
}

test('overlap: any two texts get a value from 0 to 1, always the same', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(text, text, fc.constantFrom(...METRICS), async (response, reference, options) => {
      fc.pre(reference.trim() !== '');
      const query = toToolQuery({ references: [reference] });
      const verdict = await scoreOne(overlap.prepare(query, options), { text: response });
      assert.ok(verdict.status === 'scored' && verdict.value >= 0 && verdict.value <= 1 + 1e-12);
      assert.deepEqual(await scoreOne(overlap.prepare(query, options), { text: response }), verdict);
    }),
    { numRuns: 100 },
  );
});

test('overlap: padding a faithful sentence never pays by wording', async () => {
  const query = toToolQuery({
    messages: [{ role: 'user', content: "inform(name='Blue Lantern',food=thai)" }],
    references: ['Blue Lantern is a restaurant that serves Thai food .'],
  });
  const judge = overlap.prepare(query, { metric: 'wording' });
  const value = async (text: string) => {
    const verdict = await scoreOne(judge, { text });
    return verdict.status === 'scored' ? verdict.value : Number.NaN;
  };
  const plain = await value('Blue Lantern is a restaurant serving Thai food .');
  assert.ok(
    (await value(`Blue Lantern is a restaurant serving Thai food ${"'s price area ".repeat(30)}`)) < plain,
  );
  assert.ok((await value("'s price area restaurant its range")) < plain);
});

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
