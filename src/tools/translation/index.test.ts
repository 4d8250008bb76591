import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { pairAccuracy } from '../../testing/ranked-pairs.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { translation } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`translation: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(translation, entry, await runFixture(translation, entry)), null);
  });
}

const METRICS: readonly JsonObject[] = [
  { metric: 'lex' },
  { metric: 'bleu' },
  { metric: 'bleu', tokenizer: 'zh' },
  { metric: 'chrf' },
  { metric: 'chrf++' },
  { metric: 'ter' },
  { metric: 'ter', normalized: true, asianSupport: true },
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
  test(`translation: ${JSON.stringify(options)}: hostile input is answered in time and is not right`, async () => {
    for (const references of Object.values(REFERENCES)) {
      const judge = translation.prepare(toToolQuery({ references }), options);
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

test('translation: any two texts get a value from 0 to 1, always the same', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(text, text, fc.constantFrom(...METRICS), async (response, reference, options) => {
      fc.pre(reference.trim() !== '');
      const query = toToolQuery({ references: [reference] });
      const verdict = await scoreOne(translation.prepare(query, options), { text: response });
      assert.ok(verdict.status === 'scored' && verdict.value >= 0 && verdict.value <= 1 + 1e-12);
      assert.deepEqual(await scoreOne(translation.prepare(query, options), { text: response }), verdict);
    }),
    { numRuns: 100 },
  );
});

test('translation: options that it does not know are not judged', async () => {
  const verdict = await scoreOne(
    translation.prepare(toToolQuery({ references: ['a'] }), { metric: 'comet' }),
    {
      text: 'a',
    },
  );
  assert.equal(verdict.status, 'unscored');
});

const skip = !process.env.RLAR_DATA && 'no data';
const mqm = { file: 'metrics/wmt23_mqm_ende', human: 'mqm', gap: 2 };

test('translation: lex ranks as the raters of WMT23 en-de do', { skip }, async () => {
  const lex = await pairAccuracy(translation, {}, mqm);
  assert.ok(lex >= 0.757, String(lex));
  for (const metric of ['bleu', 'chrf', 'chrf++', 'ter'])
    assert.ok(lex > (await pairAccuracy(translation, { metric }, mqm)), metric);
});
