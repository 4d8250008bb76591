import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { LONG_REFERENCES, MEGABYTES } from '../../testing/megabytes.ts';
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

for (const options of METRICS) {
  test(`translation: ${JSON.stringify(options)}: hostile input is answered and is not right`, async () => {
    for (const references of Object.values(LONG_REFERENCES)) {
      const judge = translation.prepare(toToolQuery({ references: [...references] }), options);
      for (const [name, text] of Object.entries(MEGABYTES)) {
        const verdict = await scoreOne(judge, { text });
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
