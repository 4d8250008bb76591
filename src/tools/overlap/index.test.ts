import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { LONG_REFERENCES, MEGABYTES } from '../../testing/megabytes.ts';
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
  { metric: 'length-bleu' },
];

for (const options of METRICS) {
  test(`overlap: ${JSON.stringify(options)}: hostile input is answered and is not right`, async () => {
    for (const references of Object.values(LONG_REFERENCES)) {
      const judge = overlap.prepare(toToolQuery({ references: [...references] }), options);
      for (const [name, text] of Object.entries(MEGABYTES)) {
        const verdict = await scoreOne(judge, { text });
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

test('length-bleu: n-grams as long as the reference at most, so that a short right answer earns all of it', async () => {
  const judge = (references: string[], metric = 'length-bleu') =>
    overlap.prepare(toToolQuery({ references }), { metric });
  const value = async (references: string[], text: string) => {
    const verdict = await scoreOne(judge(references), { text });
    return verdict.status === 'scored' ? verdict.value : null;
  };
  assert.equal(await value(['Paris'], 'Paris'), 1);
  assert.equal(await value(['Paris'], 'Rome'), 0);
  assert.equal(await value(['New York', 'NYC'], 'new york'), 1);
  const short = (await value(['the capital of the whole country'], 'the capital'))!;
  const long = (await value(['Paris'], 'It is Paris or Rome or Berlin or Madrid'))!;
  assert.ok(short > 0 && short < 0.3 && long > 0 && long < 0.3, `${short} ${long}`);
});
