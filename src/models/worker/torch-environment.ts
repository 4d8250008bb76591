import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipEnvironment } from '../../sandbox/requirements/pip-environment.ts';
import { RlarError } from '../../spec/errors.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { takeTurn } from '../../store/take-turn.ts';

/** The packages of the environment, pinned; pip finds what these need. Only wheels: building one runs its code. */
const REQUIREMENTS = ['torch==2.15.0', 'transformers==5.24.0'] as const;
/** A change of the list makes another environment. */
const NAME = 'torch-2.15.0-transformers-5.24.0';
/** Bytes of disk that the packages take with their GPU libraries, while they are installed. */
const NEEDED = 8e9;
const PYTHON = '/usr/bin/python3';
const MADE = 'made';

/** @returns the interpreter of the environment, whether it is there or not */
export function torchPython(home: string): string {
  return join(home, 'environments', NAME, 'bin', 'python3');
}

/** @returns whether the environment is there whole: its interpreter is there before its packages are */
export function torchIsHere(home: string): boolean {
  return existsSync(join(home, 'environments', NAME, MADE));
}

/**
 * Makes the Python environment of reward models that rlar does not run itself, where it is not there: whole, or not at
 * all.
 * @param onLine told of each line that pip says
 * @throws RLAR_WORKER_ENVIRONMENT with what python3 or pip said · the signal's reason
 */
export async function makeTorchEnvironment(
  home: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  makeFolder(join(home, 'environments'));
  const folder = join(home, 'environments', NAME);
  const onWait = () => onLine('another process makes the Python environment; waiting for it');
  const release = await takeTurn(`${folder}.lock`, onWait, signal);
  try {
    if (!torchIsHere(home)) await install(home, folder, onLine, signal);
  } finally {
    release();
  }
}

async function install(
  home: string,
  folder: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { bavail, bsize } = statfsSync(join(home, 'environments'));
  if (bavail * bsize < NEEDED)
    throw failure(
      `${(NEEDED / 1e9).toFixed(0)} GB of disk are needed, ${((bavail * bsize) / 1e9).toFixed(1)} are free`,
    );
  rmSync(folder, { recursive: true, force: true });
  const temporary = mkdtempSync(join(home, 'environments', '.pip-'));
  try {
    onLine(`making a Python environment for ${REQUIREMENTS.join(' ')}; about 3 GB are downloaded, once`);
    await say(PYTHON, ['-I', '-m', 'venv', folder], onLine, signal, temporary);
    const install = ['-I', '-m', 'pip', '--disable-pip-version-check', '--no-input', 'install'];
    const flags = ['--only-binary', ':all:', '--progress-bar', 'off'];
    await say(torchPython(home), [...install, ...flags, ...REQUIREMENTS], onLine, signal, temporary);
    writeFileSync(join(folder, `${MADE}.part`), `${REQUIREMENTS.join('\n')}\n`);
    renameSync(join(folder, `${MADE}.part`), join(folder, MADE));
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw thrown;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Runs a program to its end. @throws RLAR_WORKER_ENVIRONMENT with its last words */
async function say(
  command: string,
  args: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal,
  temporary: string,
): Promise<void> {
  const child = spawn(command, args, {
    env: { ...pipEnvironment(), TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter((words) => words.trim() !== '')) {
        last.push(line.trim());
        if (last.length > 3) last.shift();
        onLine(line.trim().slice(0, 200));
      }
    });
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status) => resolve(status ?? 'it was killed'));
  });
  signal.throwIfAborted();
  if (code !== 0) throw failure(`${command}: ${last.join(' ') || code}`);
}

function failure(message: string): RlarError {
  return new RlarError('RLAR_WORKER_ENVIRONMENT', message.slice(0, 500));
}
