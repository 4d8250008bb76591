import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { droppedUser, findBubblewrap } from '../program/bubblewrap.ts';
import type { ControlGroup } from '../program/control-group.ts';
import { returnControlGroup, takeControlGroup } from '../program/control-groups.ts';
import {
  BLOCK_FD,
  HOLD_ARGUMENTS,
  handOver,
  killProcess,
  readStatus,
  yieldProcessor,
} from '../program/first-process.ts';
import { sandboxStdio } from '../program/inherited-descriptors.ts';
import { watchMemory } from '../program/resident-memory.ts';
import {
  BOX,
  folderArguments,
  isolationArguments,
  PROCESS_ARGUMENTS,
  SEALING_ARGUMENTS,
} from '../program/sandbox-arguments.ts';
import { seccompFilter } from '../program/seccomp.ts';
import { processorMs, processTree } from '../program/thread-times.ts';
import { filesOf, INTERPRETER, type Launched, type LaunchSettings, type RelayedHost } from './launched.ts';
import { hostsFile, outsideSocket, relayedHosts } from './relayed-hosts.ts';

/** Where a function's own packages are seen in its sandbox. */
const PACKAGES = '/opt/packages';
/** On which bubblewrap reports on itself for as long as it runs. */
const STATUS_FD = 3;
const SECCOMP_FD = 5;
const FIRST_FILE_FD = 6;
const DISK_BYTES = 64 * 1024 * 1024;
const LAST_MS = 500;

function limitArguments(memoryBytes: number, grouped: boolean): string[] {
  const space = grouped ? [] : [`--data=${memoryBytes * 2}`, `--as=${memoryBytes * 4}`];
  return ['/usr/bin/prlimit', '--nproc=128', `--fsize=${DISK_BYTES}`, '--nofile=256', '--core=0', ...space];
}

/** What the user granted to code of their own: single paths, and hosts behind relays. There is still no network. */
function grantArguments({ trust, grants }: LaunchSettings, relays: readonly RelayedHost[]): string[] {
  if (trust !== 'own') return [];
  const paths = grants.flatMap((given) =>
    given.kind === 'read' ? ['--ro-bind', given.path, given.path] : [],
  );
  if (relays.length === 0) return paths;
  const rights = ['CAP_SYS_ADMIN', 'CAP_NET_BIND_SERVICE', 'CAP_NET_ADMIN'].flatMap((name) => [
    '--cap-add',
    name,
  ]);
  const certificates = ['--ro-bind-try', '/etc/ssl/certs', '/etc/ssl/certs'];
  // The sockets of this tool's own relays. Those of other tools are not mounted.
  const sockets = relays.flatMap(({ socket }) => ['--ro-bind', outsideSocket(socket), socket]);
  return [...paths, ...rights, ...certificates, ...sockets];
}

/**
 * Starts the process around a function in a bubblewrap of its own. Our files and the function's source are handed over
 * by descriptor, so they may lie where the sandbox's user may not look.
 * @throws RLAR_SANDBOX_MISSING
 */
export function launch(settings: LaunchSettings): Launched {
  const bubblewrap = findBubblewrap();
  const filter = seccompFilter();
  const relays = settings.trust === 'own' ? relayedHosts(settings.grants) : [];
  const files = filesOf(settings.source).map(([name, content]): [string, string | Buffer] => [
    `${BOX}/${name}`,
    content,
  ]);
  if (relays.length > 0) files.push(['/etc/hosts', hostsFile(relays)]);
  const group: ControlGroup | null = takeControlGroup();
  group?.reset(settings.memoryBytes, 160, settings.trust === 'own' ? null : 1);
  const child = spawn(
    bubblewrap,
    [
      ...isolationArguments(true),
      '--setenv',
      'PYTHONHASHSEED',
      '0',
      ...PROCESS_ARGUMENTS,
      ...folderArguments(DISK_BYTES),
      ...files.flatMap(([place], index) => [
        '--perms',
        '0644',
        '--file',
        String(FIRST_FILE_FD + index),
        place,
      ]),
      ...(settings.environment ? ['--ro-bind', settings.environment, PACKAGES] : []),
      ...grantArguments(settings, relays),
      ...SEALING_ARGUMENTS,
      '--chdir',
      '/tmp',
      ...HOLD_ARGUMENTS,
      ...(filter && relays.length === 0 ? ['--seccomp', String(SECCOMP_FD)] : []),
      '--',
      ...limitArguments(settings.memoryBytes, group !== null),
      ...INTERPRETER,
      `${BOX}/host.py`,
    ],
    {
      ...droppedUser(),
      cwd: '/',
      env: {},
      stdio: sandboxStdio(FIRST_FILE_FD + files.length),
    },
  );
  child.on('error', () => {});
  handOver(child, SECCOMP_FD, filter ?? '');
  for (const [index, [, content]] of files.entries()) handOver(child, FIRST_FILE_FD + index, content);
  let first: number | null = null;
  let memoryOver = false;
  const kill = () => {
    child.kill('SIGKILL');
    setTimeout(() => killProcess(first), LAST_MS).unref();
  };
  const endWatch = group
    ? () => {}
    : watchMemory({
        first: () => first,
        bytes: settings.memoryBytes,
        onOver: () => {
          memoryOver = true;
          kill();
        },
      });
  void readStatus(child).first.then(async (pid) => {
    first = pid;
    if (pid) await (group?.add(pid) ?? yieldProcessor(pid));
    const report: unknown = child.stdio[STATUS_FD];
    if (report instanceof Socket) report.unref();
    handOver(child, BLOCK_FD, 'go');
  });
  return {
    child,
    surroundings: {
      packages: settings.environment ? [`${PACKAGES}/lib/python3*/site-packages`] : [],
      relays,
      filter: filter?.toString('base64') ?? '',
    },
    usedMs: () => group?.cpuMs() ?? processorMs(first ? processTree(first) : []),
    kill,
    gone: () => {
      first = null;
      endWatch();
      const exceeded = memoryOver || (group?.memoryExceeded() ?? false);
      returnControlGroup(group);
      return exceeded;
    },
  };
}
