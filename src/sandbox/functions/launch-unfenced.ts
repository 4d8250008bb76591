import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killProcess } from '../program/first-process.ts';
import { processorMs, processTree } from '../program/thread-times.ts';
import { filesOf, INTERPRETER, type Launched, type LaunchSettings } from './launched.ts';

/** Ends of processes that still run, for when this one does. */
const ends = new Set<() => void>();
let watched = false;

/**
 * Starts the process around the user's own function where there is no bubblewrap: supervised, in a process group that
 * is killed as one, with an empty environment, but with the rights of this process. Grants cannot be enforced here.
 */
export function launchUnfenced(settings: LaunchSettings): Launched {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-function-'));
  for (const [name, content] of filesOf(settings.source)) writeFileSync(join(folder, name), content);
  const [python, ...flags] = INTERPRETER;
  const child = spawn(python, [...flags, join(folder, 'host.py')], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: folder, PYTHONHASHSEED: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.on('error', () => {});
  const packages = settings.environment ? [`${settings.environment}/lib/python3*/site-packages`] : [];
  const kill = () => killProcess(child.pid ? -child.pid : null);
  const end = () => {
    kill();
    rmSync(folder, { recursive: true, force: true });
  };
  if (!watched) process.once('exit', () => ends.forEach((open) => open()));
  watched = true;
  ends.add(end);
  return {
    child,
    surroundings: { packages, relays: [], filter: '' },
    usedMs: () => processorMs(child.pid ? processTree(child.pid) : []),
    kill,
    gone: () => {
      rmSync(folder, { recursive: true, force: true });
      ends.delete(end);
      return false;
    },
  };
}
