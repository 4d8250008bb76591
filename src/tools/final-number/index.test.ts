import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { finalNumber } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`final-number: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(finalNumber, entry, await runFixture(finalNumber, entry)), null);
  });
}

test('a megabyte of digits is answered fast and is not right', async () => {
  const judge = finalNumber.prepare({ prompt: '', messages: [], references: ['18'], constraints: [] }, {});
  const verdict = await scoreOne(judge, { text: '1'.repeat(1_000_000) });
  assert.equal(verdict.status === 'scored' && verdict.value, 0);
});

const labelled = z.object({ response: z.string(), reference: z.string(), correct: z.boolean() });

for (const [file, least] of [
  ['gsm8k_solutions.jsonl.gz', 0.999],
  // 28 of the 1,598 labels call 20.00 wrong where the reference is 20.
  ['gsm8k_routellm.jsonl.gz', 0.978],
] as const) {
  test(`${file}: agreement with the labels`, { skip: !process.env.RLAR_DATA && 'no data' }, async () => {
    const path = join(process.env.RLAR_DATA!, 'verify', file);
    const rows = gunzipSync(readFileSync(path))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => labelled.parse(JSON.parse(line)));
    let agreed = 0;
    for (const { reference, response, correct } of rows) {
      const verdict = await scoreOne(finalNumber.prepare(toToolQuery({ references: [reference] }), {}), {
        text: response,
      });
      if (verdict.status === 'scored' && verdict.value === Number(correct)) agreed += 1;
    }
    assert.ok(agreed / rows.length >= least, `${agreed} of ${rows.length}`);
  });
}

test('long runs of every mark are answered fast', async () => {
  const judge = finalNumber.prepare(toToolQuery({ references: ['18'] }), {});
  for (const piece of [
    '$',
    '-',
    '1,',
    '1,000',
    '.',
    '#### ',
    '\\boxed{',
    '<answer>',
    'the answer is ',
    '\n',
    '- ',
    '1 ',
  ]) {
    const start = performance.now();
    const verdict = await scoreOne(judge, { text: piece.repeat(300_000) });
    assert.notEqual(verdict.status === 'scored' && verdict.value, 1);
    assert.ok(performance.now() - start < 250, piece);
  }
});
