import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** @returns a Python with what the client needs: the one that RLAR_PYTHON names, or one of this checkout, made at the first call */
export function pythonOfClient(): string {
  const named = process.env.RLAR_PYTHON;
  if (named) return named;
  const folder = join(root, '.venv/cluster');
  const python = join(folder, 'bin/python');
  if (!existsSync(python)) {
    mkdirSync(join(root, '.venv'), { recursive: true });
    execFileSync('python3', ['-m', 'venv', folder]);
  }
  if (spawnSync(python, ['-c', 'import aiohttp']).status !== 0)
    execFileSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', 'aiohttp>=3.10,<4']);
  return python;
}
