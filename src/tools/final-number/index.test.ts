import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { finalNumber } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`final-number: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(finalNumber, entry, await runFixture(finalNumber, entry)), null);
  });
}

test('a megabyte of digits is not right', async () => {
  const judge = finalNumber.prepare({ prompt: '', messages: [], references: ['18'], constraints: [] }, {});
  const verdict = await scoreOne(judge, { text: '1'.repeat(1_000_000) });
  assert.equal(verdict.status === 'scored' && verdict.value, 0);
});

test('long runs of every mark are not right', async () => {
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
    const verdict = await scoreOne(judge, { text: piece.repeat(300_000) });
    assert.notEqual(verdict.status === 'scored' && verdict.value, 1);
  }
});
