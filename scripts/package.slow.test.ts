import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { builtInLibrary, builtInParts } from '../src/library/built-in.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rlar-package-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** PATH without this checkout's own binaries, so that `node` is the machine's: an older one where it has that. */
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((entry) => !entry.includes('node_modules'))
  .join(delimiter);
const env = { ...process.env, PATH, RLAR_HOME: join(folder, 'home') };

test('packed, installed in an empty folder and started by the machine’s own node, it scores', {
  timeout: 300_000,
}, () => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    env: process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const flags = [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `./rlar-${version}.tgz`,
  ];
  execFileSync('npm', flags, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const rlar = (args: string[]) =>
    spawnSync(join(folder, 'node_modules/.bin/rlar'), args, { cwd: folder, env, encoding: 'utf8' });
  const list = JSON.parse(rlar(['tools', 'list', '--json']).stdout) as {
    snapshot: string;
    tools: { id: string; version: string }[];
  };
  assert.deepEqual(
    list.tools.map(({ id, version: own }) => `${id}@${own}`).sort(),
    builtInParts()
      .map(({ tool: { declaration } }) => `${declaration.id}@${declaration.version}`)
      .sort(),
  );
  assert.equal(list.snapshot, builtInLibrary().snapshot, 'a checkout and its package have one library');
  writeFileSync(
    join(folder, 'in.jsonl'),
    '{"id":"x","prompt":"What is 2 + 2 * 5?","response":"#### 12","reference":"12"}\n',
  );
  assert.equal(rlar(['--version']).stdout.trim(), version);
  const page =
    "import { openBundle, openDocs } from './node_modules/rlar/dist/server/web/open-bundle.js'; console.log([...(await openBundle()).keys()].filter((name) => /html$|js$/.test(name)).length, (await openDocs()).has('tools/choice.html'))";
  writeFileSync(join(folder, 'page.mjs'), page);
  const served = execFileSync(process.execPath, ['page.mjs'], { cwd: folder, env, encoding: 'utf8' });
  assert.equal(served.trim(), '2 true', 'a package brings the dashboard and the documentation');
  const run = rlar(['score', 'in.jsonl', '--out', '-']);
  assert.equal(run.status, 0, run.stderr);
  assert.equal(JSON.parse(run.stdout).reward, 1);
  const threaded =
    '{"prompt":"Simplify $\\\\sqrt{50}$.","response":"$\\\\boxed{5\\\\sqrt{2}}$","reference":"5\\\\sqrt{2}"}\n';
  writeFileSync(join(folder, 'thread.jsonl'), threaded);
  const second = rlar(['score', 'thread.jsonl', '--out', '-']);
  assert.equal(JSON.parse(second.stdout).reward, 1, second.stderr + second.stdout);
  const script =
    "import { createRewardService } from 'rlar'; const s = await createRewardService(); const [r] = await s.reward({ prompt: 'What is 2 + 2 * 5?', response: '12', reference: '12' }); console.log(r.reward); await s.close();";
  writeFileSync(join(folder, 'use.mjs'), script);
  assert.equal(
    execFileSync(process.execPath, ['use.mjs'], { cwd: folder, env, encoding: 'utf8' }).trim(),
    '1',
  );
});
