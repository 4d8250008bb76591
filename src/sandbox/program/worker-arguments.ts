import { join } from 'node:path';
import { HOLD_ARGUMENTS } from './first-process.ts';
import { BOX, folderArguments, isolationArguments, SEALING_ARGUMENTS } from './sandbox-arguments.ts';
import { PYTHON_COMMAND } from './toolchains.ts';

const MODULES = [
  'supervisor',
  'apart',
  'borrowed',
  'candidate',
  'child',
  'codec',
  'driver',
  'frames',
  'instrument',
  'isolate',
  'keepers',
  'lending',
  'local',
  'outside',
  'pair',
  'peer',
  'record',
  'remote',
  'special',
  'stand_ins',
  'starvation',
  'streams',
  'verdicts',
] as const;
const PLACE = '/opt/worker';

/** @returns the arguments of bubblewrap for a warm worker; `filter` narrows the system calls of its jobs */
export function workerArguments(filter: Buffer | null): string[] {
  return [
    ...isolationArguments(true),
    '--cap-add',
    'CAP_SYS_ADMIN',
    ...MODULES.flatMap((name) => [
      '--ro-bind',
      join(import.meta.dirname, 'python', `${name}.py`),
      `${PLACE}/${name}.py`,
    ]),
    '--proc',
    '/proc',
    ...folderArguments(1024 * 1024),
    // Every process of a job mounts what it may write to; what nobody mounted, nobody can leave anything in.
    ...['/tmp', BOX, '/dev/shm'].flatMap((folder) => ['--remount-ro', folder]),
    ...SEALING_ARGUMENTS,
    '--chdir',
    '/',
    ...HOLD_ARGUMENTS,
    '--',
    ...PYTHON_COMMAND,
    `${PLACE}/supervisor.py`,
    filter?.toString('base64') ?? '',
  ];
}
