import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.venv/client');
const lists = ['requirements.txt', 'requirements-alone.txt'].map((name) => join(root, 'python/tests', name));
const work = mkdtempSync(join(tmpdir(), 'rlar-python-'));
after(() => rmSync(work, { recursive: true, force: true }));

/** @returns the environment's Python, made where it is missing or its requirements changed; or why there is none */
function environment(): { python: string } | { missing: string } {
  const python = join(folder, 'bin/python');
  const ready = join(folder, 'ready');
  const key = hash('sha256', lists.map((list) => readFileSync(list, 'utf8')).join('\n'));
  if (existsSync(ready) && readFileSync(ready, 'utf8') === key) return { python };
  const version = spawnSync('python3', ['-c', 'import sys, venv; print(sys.version_info >= (3, 10))'], {
    encoding: 'utf8',
  });
  if (version.stdout?.trim() !== 'True') return { missing: 'python3 (3.10 or later, with venv) is missing' };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(root, '.venv'), { recursive: true });
  execFileSync('python3', ['-m', 'venv', folder]);
  const install = (list: string, ...more: string[]) =>
    spawnSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', list, ...more], {
      encoding: 'utf8',
    });
  const needed = install(lists[0]!);
  if (needed.status !== 0)
    return { missing: `the package index does not answer: ${needed.stderr.slice(-300)}` };
  // Trainers' own packages, of which single files are called: where one has no build for this machine, its test is skipped.
  for (const name of readFileSync(lists[1]!, 'utf8')
    .split('\n')
    .filter((line) => /^\w/.test(line)))
    spawnSync(python, ['-m', 'pip', 'install', '-q', '--no-deps', name], { encoding: 'utf8' });
  writeFileSync(ready, key);
  return { python };
}

test('the Python client: its wheel is built and installed, and its tests pass against a real server', {
  timeout: 600_000,
}, (context) => {
  const made = environment();
  if ('missing' in made) return context.skip(made.missing);
  const { python } = made;
  const wheel = ['-m', 'pip', 'wheel', '-q', '--no-deps', '--no-build-isolation', '-w', work];
  execFileSync(python, [...wheel, join(root, 'python')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const built = join(work, `rlar-${version}-py3-none-any.whl`);
  assert.ok(existsSync(built), 'the wheel has the version of the npm package');
  const site = join(work, 'site');
  execFileSync(python, ['-m', 'pip', 'install', '-q', '--no-deps', '--target', site, built]);
  const env = {
    ...process.env,
    PYTHONPATH: site,
    PYTHONDONTWRITEBYTECODE: '1',
    RLAR_TEST_SERVER: `'${process.execPath}' --disable-warning=ExperimentalWarning '${join(root, 'src/cli/main.ts')}'`,
  };
  const said = execFileSync(python, ['-c', 'import rlar; print(rlar.__version__, rlar.__file__)'], {
    env,
    encoding: 'utf8',
  });
  assert.match(said, new RegExp(`^${version} ${site}`));
  const types = spawnSync(python, ['-m', 'mypy', '--cache-dir', join(work, 'mypy')], {
    cwd: join(root, 'python'),
    encoding: 'utf8',
  });
  assert.equal(types.status, 0, types.stdout);
  const run = spawnSync(python, ['-m', 'pytest'], { cwd: join(root, 'python'), env, encoding: 'utf8' });
  assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
  context.diagnostic(run.stdout.trim().split('\n').slice(-8).join(' · '));
});
