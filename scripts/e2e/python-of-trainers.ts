import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.venv/e2e');
const lists = ['requirements.txt', 'requirements-alone.txt'].map((name) => join(import.meta.dirname, name));

/**
 * Makes the environment that the real trainers share, `.venv/e2e` (torch from PyPI, about 5 GB), where it is missing or its
 * requirements changed.
 * @returns its Python
 */
export function pythonOfTrainers(): string {
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
