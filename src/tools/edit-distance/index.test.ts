import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { MEGABYTES } from '../../testing/megabytes.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { editDistance } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`edit-distance: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(editDistance, entry, await runFixture(editDistance, entry)), null);
  });
}

function similarity(text: string, reference: string): number {
  const verdict = scoreOne(editDistance.prepare(toToolQuery({ references: [reference] }), { trim: false }), {
    text,
  });
  assert.ok('status' in verdict && verdict.status === 'scored');
  return verdict.value;
}

test('it is symmetric, 1 for equal texts alone, and within 0 and 1', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).map((value) => value.normalize('NFC'));
  fc.assert(
    fc.property(text, text, (left, right) => {
      fc.pre(!`${left}${right}`.includes('<think>') && !`${left}${right}`.includes('</think>'));
      const value = similarity(left, right);
      assert.equal(value, similarity(right, left));
      assert.ok(value >= 0 && value <= 1);
      assert.equal(value === 1, left === right);
    }),
  );
});

for (const [name, text] of Object.entries(MEGABYTES)) {
  test(`edit-distance: ${name}: answered, also as the reference`, () => {
    const other = Array.from({ length: 12_000 }, (_, index) =>
      String.fromCodePoint(0x5000 + ((index * 7) % 9973)),
    ).join('');
    assert.ok(similarity(text, other) < 1);
    assert.ok(similarity(other, text) < 1);
  });
}

test('what lies beyond the clip counts as wrong', () => {
  assert.ok(similarity(`${'ab'.repeat(6000)}tail`, 'ab'.repeat(6000)) < 1);
});
