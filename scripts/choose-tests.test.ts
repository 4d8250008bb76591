import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { chooseTests } from './choose-tests.ts';

const root = join(import.meta.dirname, '..');

test('each test file is in one tier, and patterns reach both', () => {
  const fast = chooseTests(root, 'fast', []);
  const slow = chooseTests(root, 'slow', []);
  assert.ok(slow.includes('scripts/package.slow.test.ts'));
  assert.ok(fast.includes('scripts/choose-tests.test.ts'));
  assert.deepEqual([...fast, ...slow].sort(), chooseTests(root, 'all', []));
  assert.deepEqual(chooseTests(root, 'fast', ['scripts/package']), ['scripts/package.slow.test.ts']);
  assert.deepEqual(chooseTests(root, 'fast', ['no such file']), []);
});
