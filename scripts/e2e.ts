/**
 * Real trainers against a running `rlar serve`, outside CI: `npm run e2e:trl`, `npm run e2e:verl`. Makes one shared
 * Python environment, `.venv/e2e` (torch from PyPI, about 5 GB), where it is missing or its requirements changed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.venv/e2e');
const lists = ['requirements.txt', 'requirements-alone.txt'].map((name) => join(root, 'scripts/e2e', name));

function environment(): string {
  const python = join(folder, 'bin/python');
  const ready = join(folder, 'ready');
  const key = hash('sha256', lists.map((list) => readFileSync(list, 'utf8')).join('\n'));
  if (existsSync(ready) && readFileSync(ready, 'utf8') === key) return python;
  mkdirSync(join(root, '.venv'), { recursive: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement'];
  execFileSync(python, [...pip, lists[0]!], { stdio: 'inherit' });
  execFileSync(python, [...pip, lists[1]!, '--no-deps'], { stdio: 'inherit' });
  writeFileSync(ready, key);
  return python;
}

const [trainer = ''] = process.argv.slice(2);
const script = join(root, 'scripts/e2e', `${trainer}_run.py`);
if (!/^\w+$/.test(trainer) || !existsSync(script)) {
  console.error('usage: npm run e2e:trl | npm run e2e:verl');
  process.exit(2);
}
const server = `'${process.execPath}' --disable-warning=ExperimentalWarning '${join(root, 'src/cli/main.ts')}'`;
const run = spawnSync(environment(), ['-B', script], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, RLAR_TEST_SERVER: process.env.RLAR_TEST_SERVER ?? server },
});
process.exit(run.status ?? 1);
