import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const script = join(import.meta.dirname, '../redteam.ts');
const redteam = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('the matrix of every tool, and the bound that the command is given', () => {
  const whole = redteam('tools');
  assert.equal(whole.status, 0, whole.stderr);
  assert.match(whole.stdout, /^ALL /m);
  const held = redteam('tools', '--only', 'tool-calls', '--max', '0');
  assert.equal(held.status, 0, held.stdout + held.stderr);
});

test('what is not understood ends with 2 and says what there is', () => {
  for (const args of [['nothing'], ['tools', '--only', 'nothing'], ['tools', '--max', 'many']]) {
    const { status, stderr } = redteam(...args);
    assert.equal(status, 2);
    assert.match(stderr, /no part|no attack|is a number/);
  }
});
