import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { levenshtein } from './levenshtein.ts';

/** The definition, as a table. */
function byTable(left: readonly number[], right: readonly number[]): number {
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  left.forEach((element, row) => {
    const next = [row + 1];
    right.forEach((other, column) => {
      const substituted = above[column]! + (element === other ? 0 : 1);
      next.push(Math.min(substituted, above[column + 1]! + 1, next[column]! + 1));
    });
    above = next;
  });
  return above.at(-1)!;
}

const sequence = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 150 });

test('levenshtein is what the table says, over one and several machine words', () => {
  fc.assert(
    fc.property(sequence, sequence, (left, right) => {
      assert.equal(levenshtein(left, right), byTable(left, right));
    }),
    { numRuns: 300 },
  );
});

test('levenshtein of 10,000 against 10,000 elements: rotated by one, two edits', () => {
  const left = Array.from({ length: 10_000 }, (_, index) => (index * 7) % 9_973);
  assert.equal(levenshtein(left, [...left.slice(1), left[0]!]), 2);
});
