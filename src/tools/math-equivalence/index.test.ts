import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`math-equivalence: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(mathEquivalence, entry, await runFixture(mathEquivalence, entry)), null);
  });
}
