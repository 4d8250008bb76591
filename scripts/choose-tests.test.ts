import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleTests } from './bundle-tests.ts';
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

test('files are run together unless others would notice: hooks of all, a changed process, a wait, child processes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    const files = {
      'plain.test.ts': "test('a', () => {});",
      'after.test.ts': 'after(() => close());',
      'each.test.ts': 'beforeEach(() => reset());',
      'inner.test.ts': 'describe(() => {\n  beforeEach(() => reset());\n});',
      'environment.test.ts': "process.env.HOME = '/';",
      'environment-read.test.ts': 'const home = process.env.HOME;',
      'waits.test.ts': 'const ready = await open();',
      'starts.test.ts': "import { spawn } from 'node:child_process';",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const run = bundleTests(folder, Object.keys(files), folder, 3);
    const alone = ['each', 'environment', 'waits', 'starts'].map((name) => join(folder, `${name}.test.ts`));
    assert.deepEqual(run.slice(0, 4), alone);
    const together = run.slice(4).map((path) => readFileSync(path, 'utf8').match(/[\w-]+(?=\.test)/g));
    assert.deepEqual(together, [['plain', 'after', 'inner'], ['environment-read']]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
