import { spawn } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { RlarError } from '../../spec/errors.ts';
import { droppedUser, findBubblewrap } from '../program/bubblewrap.ts';
import { isolationArguments, SEALING_ARGUMENTS } from '../program/sandbox-arguments.ts';
import { PYTHON_COMMAND } from '../program/toolchains.ts';

const UNPACK_MS = 300_000;
const SCRIPT = '/opt/unpack.py';
const WHEELS = '/opt/wheels';
const TARGET = '/opt/packages';
const LIMITS = ['--as=2147483648', '--nproc=64', '--core=0', '--cpu=240', '--nofile=64'];

function giveTo(folder: string, { uid, gid }: { uid?: number; gid?: number }): void {
  if (uid === undefined || gid === undefined) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!lstatSync(path).isSymbolicLink()) chownSync(path, uid, gid);
  }
  chownSync(folder, uid, gid);
}

/** @returns the first folder above that the sandbox's user may not go through, or null */
function closedFolder(path: string): string | null {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 1) === 0) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/**
 * Unpacks fetched wheels in a sandbox without a network, into a folder that is all it may write to.
 * @throws RLAR_INVALID_TOOL with the reason · RLAR_SANDBOX_MISSING
 */
export async function unpackWheels(wheels: string, target: string): Promise<void> {
  const bubblewrap = findBubblewrap();
  const user = droppedUser();
  const closed = user.uid === undefined ? null : closedFolder(target);
  if (closed !== null)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `packages of a tool must be where the sandbox’s user can read them, and ${closed} is closed to it: set RLAR_HOME to another folder, or chmod o+x ${closed}`,
    );
  giveTo(target, user);
  const child = spawn(
    bubblewrap,
    [
      ...isolationArguments(false),
      '--ro-bind',
      join(import.meta.dirname, 'unpack.py'),
      SCRIPT,
      '--ro-bind',
      resolve(wheels),
      WHEELS,
      '--bind',
      resolve(target),
      TARGET,
      ...SEALING_ARGUMENTS,
      '--',
      '/usr/bin/prlimit',
      ...LIMITS,
      ...PYTHON_COMMAND,
      SCRIPT,
      WHEELS,
      TARGET,
    ],
    {
      ...user,
      cwd: '/',
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: UNPACK_MS,
      killSignal: 'SIGKILL',
    },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(null));
  });
  const told = await text(child.stderr);
  const code = await ended;
  giveTo(target, { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
  chmodSync(target, 0o755);
  if (code !== 0)
    throw new RlarError('RLAR_INVALID_TOOL', `its wheels cannot be unpacked: ${told.trim().slice(-300)}`);
}
