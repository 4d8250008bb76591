import { execFile } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RlarError } from '../../spec/errors.ts';

const run = promisify(execFile);
const INSTALL_MS = 600_000;

const OPTION =
  /^(?:-i|-f|--(?:index-url|extra-index-url|no-index|find-links|trusted-host|require-hashes|pre|prefer-binary|only-binary))\b/;
const NAMED = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*(?:[<>=!~(][^@/\\]*)?(?:;.*)?(?:\s--hash=\S+)*$/;
const WHEEL = /^(?!-)(?!.*\w\+\w+:).*\.whl(?:#\S*)?(?:\s*;.*)?(?:\s+--hash=\S+)*$/;

/**
 * `--only-binary` is for what an index offers: a folder, an archive or a repository that a line names is built all the
 * same.
 * @returns the first line that is neither a package by name, nor a wheel, nor a harmless option
 */
function builtLine(requirements: string): string | undefined {
  const lines = requirements.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  return lines
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .find((line) => line !== '' && ![OPTION, NAMED, WHEEL].some((form) => form.test(line)));
}

/**
 * Installs a requirements file into a virtual environment of its own. Only wheels, because building a source package
 * runs its code outside of the sandbox; where the code is the user's own anyway, source packages too.
 * @returns every package with its version, as `pip freeze` says
 * @throws RLAR_INVALID_TOOL with pip's own words
 */
export async function installRequirements(file: string, folder: string, own: boolean): Promise<string[]> {
  const pip = join(folder, 'bin', 'python3');
  const quiet = ['-m', 'pip', '--disable-pip-version-check', '--no-input'];
  const wheels = own ? [] : ['--only-binary', ':all:'];
  const built = own ? undefined : builtLine(readRequirements(file));
  if (built !== undefined)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `its requirements name what would be built here, outside of the sandbox: ${built.slice(0, 200)}; name packages or wheels, or say --trust own`,
    );
  try {
    await run('/usr/bin/python3', ['-m', 'venv', folder], { timeout: INSTALL_MS });
    await run(pip, [...quiet, 'install', '--quiet', ...wheels, '-r', file], { timeout: INSTALL_MS });
    const { stdout } = await run(pip, [...quiet, 'freeze', '--exclude', 'pip', '--exclude', 'setuptools']);
    chmodSync(folder, 0o755);
    return stdout.split('\n').filter((line) => line.trim() !== '');
  } catch (thrown) {
    const told = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr) : String(thrown);
    const reason = told.trim().split('\n').slice(-3).join(' ').slice(0, 400);
    throw new RlarError('RLAR_INVALID_TOOL', `its requirements cannot be installed: ${reason}`);
  }
}

function readRequirements(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new RlarError('RLAR_FILE_UNREADABLE', `no such file: ${file}`);
  }
}
