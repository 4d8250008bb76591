import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, test } from 'node:test';
import { countTests, failureLines } from './count-tests.ts';

test('a failed test has one line: its name, its place and what it threw', () => {
  const failed = [
    { name: 'adds\n numbers', file: '/house/src/add.test.ts', line: 7, message: 'Expected\n\n1 to be 2' },
    { name: '/house/src/gone.test.ts', file: '/house/src/gone.test.ts', line: 1, message: 'test failed' },
    { name: 'nowhere' },
  ];
  assert.deepEqual(failureLines(failed, '/house'), [
    'FAILED adds numbers (src/add.test.ts:7): Expected 1 to be 2',
    'FAILED the file as a whole (src/gone.test.ts:1): test failed',
    'FAILED nowhere (?)',
  ]);
});

test('many failures keep to their lines, and the last line counts those left out', () => {
  const failed = Array.from({ length: 90 }, (_, at) => ({ name: `test ${at}`, message: 'x'.repeat(9_999) }));
  const lines = failureLines(failed, '/', 25);
  assert.equal(lines.length, 25);
  assert.equal(lines.at(-1), 'FAILED 66 more: see above');
  assert.ok(lines.every((line) => line.length < 300));
  assert.equal(failureLines(failed.slice(0, 25), '/', 25).at(-1)?.startsWith('FAILED test 24 '), true);
  assert.deepEqual(failureLines([], '/'), []);
});

test('what failed is counted once, by the innermost test', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-count-'));
  try {
    const file = join(folder, 'sample.test.mjs');
    writeFileSync(
      file,
      `import { describe, test } from 'node:test';
test('outer', async (context) => { await context.test('inner', () => { throw new Error('inside'); }); });
describe('suite', () => { test('deep', () => { throw new Error('below'); }); test('fine', () => {}); });
test('left out', { skip: 'no data' }, () => {});
`,
    );
    const broken = join(folder, 'broken.test.mjs');
    writeFileSync(broken, 'process.exit(3);\n');
    // Where this variable says that it is inside a test, `run` runs nothing.
    const within = process.env.NODE_TEST_CONTEXT;
    delete process.env.NODE_TEST_CONTEXT;
    const stream = run({ files: [file, broken] });
    if (within !== undefined) process.env.NODE_TEST_CONTEXT = within;
    const counted = countTests(stream);
    stream.resume();
    const { passed, failed, skipped } = await counted;
    assert.deepEqual(
      [passed, failed.map(({ name, message }) => [name, message]), skipped.length],
      [
        1,
        [
          ['inner', 'inside'],
          ['deep', 'below'],
          [broken, 'test failed'],
        ],
        1,
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @returns the last lines of `.ci/run` where `npm test` prints `fast`, and `npm run test:all` prints `slow` */
function endOfLog(fast: string, slow: string): { readonly lines: string[]; readonly status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-ci-'));
  try {
    mkdirSync(join(folder, '.ci'));
    mkdirSync(join(folder, 'bin'));
    cpSync(join(import.meta.dirname, '../.ci/run'), join(folder, '.ci/run'));
    const npm = `#!/usr/bin/env bash\ncase "$1" in test) ${fast} ;; *) ${slow} ;; esac\n`;
    writeFileSync(join(folder, 'bin/npm'), npm, { mode: 0o755 });
    // A test installs nothing.
    writeFileSync(join(folder, 'bin/apt-get'), '#!/bin/sh\n', { mode: 0o755 });
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
    const { stdout, status } = spawnSync('bash', ['.ci/run'], { cwd: folder, env, encoding: 'utf8' });
    return { lines: stdout.trimEnd().split('\n').slice(-40), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the end of a CI log names what failed in either tier, and adds up the counts', () => {
  const lines = (count: number) => `for i in $(seq ${count}); do echo "line $i"; done`;
  const green = endOfLog(`echo '7 passed, 0 failed, 1 skipped'`, `echo '2 passed, 0 failed, 3 skipped'`);
  assert.deepEqual([green.lines.at(-1), green.status], ['9 passed, 0 failed, 4 skipped', 0]);
  assert.ok(!green.lines.some((line) => line.startsWith('FAILED')));
  const red = endOfLog(
    `echo 'FAILED adds (src/add.test.ts:7): 1 is not 2'; echo '7 passed, 1 failed, 0 skipped'; exit 1`,
    `${lines(300)}; echo '2 passed, 0 failed, 0 skipped'`,
  );
  assert.ok(red.lines.includes('FAILED adds (src/add.test.ts:7): 1 is not 2'));
  assert.deepEqual([red.lines.at(-1), red.status], ['9 passed, 1 failed, 0 skipped', 1]);
  const dead = endOfLog(`kill -9 $$`, `${lines(300)}; echo '2 passed, 0 failed, 0 skipped'`);
  assert.match(dead.lines.at(-2) ?? '', /^FAILED 'npm test' ended without its counts \(status 137\)$/);
  assert.equal(dead.status, 1);
});
