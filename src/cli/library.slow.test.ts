import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { logEntry } from '../store/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-cli-library-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const main = join(import.meta.dirname, 'main.ts');

function rlar(...args: string[]): { code: number | null; out: string; err: string } {
  const flags = ['--disable-warning=ExperimentalWarning', main, ...args];
  const env = { ...process.env, RLAR_HOME: join(folder, 'home') };
  const run = spawnSync(process.execPath, flags, { cwd: folder, env, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
function add(expression: string): void {
  writeFileSync(join(folder, 'half.js'), `export default (prompt, response) => ${expression};`);
  const { code, err } = rlar('tools', 'add', 'half.js');
  assert.equal(code, 0, err);
}

test('the log, the difference, going back, and pinning a run', () => {
  assert.match(rlar('library', 'log').out, /nothing was published yet/);
  add('0.5');
  add('0.25');
  const log = z.array(logEntry).parse(JSON.parse(rlar('library', 'log', '--json').out));
  assert.deepEqual(
    log.map(({ seq, action, by, reason }) => [seq, action, by, reason]),
    [
      [2, 'publish', 'user', 'rlar tools add half.js'],
      [1, 'publish', 'user', 'rlar tools add half.js'],
    ],
  );
  assert.match(rlar('library', 'diff', '1', '2').out, /half +version/);
  assert.match(rlar('library', 'rollback', '--reason', 'worse').out, /rollback to entry 1: worse/);
  assert.match(rlar('library', 'diff', '1').out, /no difference/);
  const first = log[1]!.snapshot;
  assert.match(rlar('library', 'show', first).out, new RegExp(`snapshot ${first}`));
  assert.match(rlar('library', 'pin', 'run-1', '2').out, /run run-1 is pinned to lib-/);
  assert.match(rlar('tools', 'remove', 'half').out, /removed half; the library is lib-/);
  assert.match(rlar('tools', 'list', '--refused').out, /no tool was refused/);
  const again = z.array(logEntry).parse(JSON.parse(rlar('library', 'log', '--json').out));
  assert.deepEqual(
    again.map(({ action }) => action),
    ['remove', 'pin', 'rollback', 'publish', 'publish'],
  );
});

test('what is not there is told', () => {
  const { code, err } = rlar('library', 'rollback', '99');
  assert.equal(code, 1);
  assert.match(err, /RLAR_NOT_FOUND.*no entry 99/);
  assert.match(rlar('library', 'show', 'lib-0').err, /RLAR_NOT_FOUND/);
});

test('a function that fails on all samples goes on no trial; one that works is on trial and no tool', () => {
  writeFileSync(join(folder, 'none.js'), 'module.exports=1');
  const refused = rlar('tools', 'add', 'none.js', '--shadow');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /RLAR_INVALID_TOOL none failed on every sample/);
  assert.doesNotMatch(refused.out, /on trial/);
  writeFileSync(join(folder, 'tried.js'), 'export default () => 0.5;');
  const tried = rlar('tools', 'add', 'tried.js', '--shadow');
  assert.equal(tried.code, 0, tried.err);
  assert.match(tried.out, /on trial as [\s\S]*beside the library[\s\S]*no row can pin it/);
  assert.doesNotMatch(tried.out, /used where a row pins/);
});
