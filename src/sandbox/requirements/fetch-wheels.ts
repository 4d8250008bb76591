import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RlarError } from '../../spec/errors.ts';
import { pipEnvironment } from './pip-environment.ts';

const run = promisify(execFile);
const FETCH_MS = 600_000;
/** @returns what a program that failed had to say, in one line */
export function lastLines(thrown: unknown): string {
  const told = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr) : String(thrown);
  return told.trim().split('\n').slice(-3).join(' ').slice(0, 400);
}

/**
 * Fetches the wheels of parsed requirements, and of what they need, with a pip that lies in an environment where nothing
 * else is. Only wheels: a source package is built by running it. Nothing of a wheel is run either.
 * @param work an empty folder, used up
 * @returns the folder with the wheels
 * @throws RLAR_INVALID_TOOL with pip's own words
 */
export async function fetchWheels(lines: readonly string[], work: string): Promise<string> {
  const pip = join(work, 'pip');
  const list = join(work, 'requirements.txt');
  const wheels = join(work, 'wheels');
  const options = { timeout: FETCH_MS, env: pipEnvironment(), cwd: work, maxBuffer: 64 * 1024 * 1024 };
  const arguments_ = ['-I', '-m', 'pip', '--disable-pip-version-check', '--no-input', 'download', '--quiet'];
  const only = ['--only-binary', ':all:', '--dest', wheels, '-r', list];
  try {
    writeFileSync(list, `${lines.join('\n')}\n`);
    await run('/usr/bin/python3', ['-I', '-m', 'venv', pip], options);
    await run(join(pip, 'bin', 'python3'), [...arguments_, ...only], options);
    for (const name of readdirSync(wheels)) chmodSync(join(wheels, name), 0o644);
    chmodSync(wheels, 0o755);
    return wheels;
  } catch (thrown) {
    throw new RlarError('RLAR_INVALID_TOOL', `its requirements cannot be installed: ${lastLines(thrown)}`);
  }
}
