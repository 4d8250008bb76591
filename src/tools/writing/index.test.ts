import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { writing } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`writing: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(writing, entry, await runFixture(writing, entry)), null);
  });
}
