import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { repeatedShare } from './checks.ts';
import { format } from './index.ts';

async function earned(response: string, options: JsonObject): Promise<number | null> {
  const verdict = await scoreOne(format.prepare(toToolQuery({}), options), { text: response });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`format: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(format, entry, await runFixture(format, entry)), null);
  });
}

test('the share of repeated n-grams is 0 without repetition and nears 1 with nothing else', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (words, size) => {
        assert.equal(repeatedShare(words, size), 0);
      },
    ),
  );
  assert.ok(repeatedShare(Array(1_000).fill('a'), 3) > 0.99);
});

test('tags are held exactly once and in order, whatever stands between them', async () => {
  const filler = fc.string({ unit: 'binary' }).map((text) => `x${text.replaceAll('<', '')}`);
  await fc.assert(
    fc.asyncProperty(filler, filler, filler, async (one, two, three) => {
      const options = { tags: ['think', 'answer'] };
      assert.equal(
        await earned(`${three}<think>${one}</think>${three}<answer>${two}</answer>${three}`, options),
        1,
      );
      assert.equal(
        await earned(`<think>${one}</think><answer>${two}</answer><answer>${three}</answer>`, options),
        0,
      );
      assert.equal(await earned(`<answer>${two}</answer>${three}<think>${one}</think>`, options), 0);
    }),
  );
});

test('hostile inputs are answered fast', async () => {
  const options = {
    tags: ['think'],
    think: 'closed',
    words: { max: 5 },
    repetition: { size: 4, most: 0.2 },
    pattern: 'a+b',
  };
  const bombs = [
    '<think>'.repeat(1_000_000),
    'a'.repeat(10_000_000),
    'a '.repeat(2_000_000),
    '\n'.repeat(100_000),
    '####'.repeat(1_000_000),
    '{'.repeat(900_000),
    '```'.repeat(300_000),
    '\ud800\0'.repeat(200_000),
  ];
  for (const bomb of bombs)
    for (const answerFormat of ['####', 'boxed', 'json', 'letter', 'answer-tag']) {
      const start = performance.now();
      assert.notEqual(
        await earned(bomb, {
          ...options,
          ...(bomb.startsWith('a') && { pattern: 'ab' }),
          answerFormat,
          value: 'all',
        }),
        1,
      );
      assert.ok(
        performance.now() - start < 1_000,
        `${bomb.slice(0, 10)} ${answerFormat} took ${performance.now() - start} ms`,
      );
    }
});
