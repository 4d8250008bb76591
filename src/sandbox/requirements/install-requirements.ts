import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { RlarError } from '../../spec/errors.ts';
import { fetchWheels, lastLines } from './fetch-wheels.ts';
import { parseRequirements } from './parse-requirements.ts';
import { hashPackages, listPackages, PACKAGE_FOLDER } from './python-packages.ts';
import { unpackWheels } from './unpack-wheels.ts';

const run = promisify(execFile);
const INSTALL_MS = 600_000;

/** What was installed. */
export interface InstalledPackages {
  /** Every package with its version, as `NAME==VERSION`. */
  readonly requirements: readonly string[];
  /** Hash over all of their files. */
  readonly packages: string;
}

/** @returns the folder of packages in an environment, whatever the version of Python that made it */
export function packagesIn(environment: string): string {
  const place = join(environment, PACKAGE_FOLDER);
  const made = readdirSync(join(environment, 'lib')).filter((name) => name.startsWith('python3'));
  return made.length === 1 ? join(environment, 'lib', made[0]!, 'site-packages') : place;
}

/**
 * Installs a requirements file into a folder of its own. Wheels are fetched outside, unpacked in a sandbox, and imported
 * in the sandbox of the tool alone. Where the code is the user's own anyway, pip installs it, source packages too.
 * @throws RLAR_INVALID_TOOL with the line that is refused, or with pip's own words · RLAR_FILE_UNREADABLE
 */
export async function installRequirements(
  file: string,
  folder: string,
  own: boolean,
): Promise<InstalledPackages> {
  const text = readRequirements(file);
  if (own) await installOwn(file, folder);
  else await installFenced(parseRequirements(text, dirname(file)), folder);
  const place = packagesIn(folder);
  return { requirements: listPackages(place), packages: hashPackages(place) };
}

async function installFenced(lines: readonly string[], folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), '.fetch-'));
  chmodSync(work, 0o755);
  try {
    const wheels = await fetchWheels(lines, work);
    const target = join(folder, PACKAGE_FOLDER);
    mkdirSync(target, { recursive: true, mode: 0o755 });
    await unpackWheels(wheels, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function installOwn(file: string, folder: string): Promise<void> {
  const pip = join(folder, 'bin', 'python3');
  const quiet = ['-m', 'pip', '--disable-pip-version-check', '--no-input', 'install', '--quiet'];
  try {
    await run('/usr/bin/python3', ['-m', 'venv', folder], { timeout: INSTALL_MS });
    await run(pip, [...quiet, '-r', file], { timeout: INSTALL_MS });
    chmodSync(folder, 0o755);
  } catch (thrown) {
    throw new RlarError('RLAR_INVALID_TOOL', `its requirements cannot be installed: ${lastLines(thrown)}`);
  }
}

function readRequirements(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new RlarError('RLAR_FILE_UNREADABLE', `no such file: ${file}`);
  }
}
