import { existsSync, lstatSync, readlinkSync } from 'node:fs';

/** Where a sandbox works: the only places that can be written, each a tmpfs of bounded size that dies with it. */
export const BOX = '/box';
/** Where the JavaScript runtime of this process is seen in a sandbox. */
export const NODE_IN_SANDBOX = '/opt/node/node';

/** The top level folders that hold programs and libraries: links where the system merged them into /usr. */
function systemArguments(): string[] {
  const found: string[] = ['--ro-bind', '/usr', '/usr'];
  for (const folder of ['/bin', '/sbin', '/lib', '/lib32', '/lib64']) {
    if (!existsSync(folder)) continue;
    if (lstatSync(folder).isSymbolicLink()) found.push('--symlink', readlinkSync(folder), folder);
    else found.push('--ro-bind', folder, folder);
  }
  return found;
}

/** What programs beside Python need: each mount costs every start a tenth of a millisecond. */
function runtimeArguments(): string[] {
  const paths = ['/etc/alternatives', '/etc/ld.so.cache', '/etc/java-17-openjdk', '/etc/java-21-openjdk'];
  return [
    ...paths.filter((path) => existsSync(path)).flatMap((path) => ['--ro-bind', path, path]),
    '--ro-bind',
    process.execPath,
    NODE_IN_SANDBOX,
  ];
}

/** The devices that programs use; no terminals. */
const DEVICES: readonly string[] = [
  ...['--perms', '0755', '--tmpfs', '/dev'],
  ...['null', 'zero', 'random', 'urandom'].flatMap((name) => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]),
  ...['--symlink', '/proc/self/fd', '/dev/fd'],
  ...['stdin', 'stdout', 'stderr'].flatMap((name, fd) => [
    '--symlink',
    `/proc/self/fd/${fd}`,
    `/dev/${name}`,
  ]),
];

let system: readonly string[] | undefined;
let runtimes: readonly string[] | undefined;

/**
 * Arguments of bubblewrap common to every sandbox: all namespaces of its own, no network, a read-only system without
 * /root, /home, /etc/passwd or this repository, an empty environment, a terminal session of its own, death with us.
 * @param others whether programs run in it that are no Python
 */
export function isolationArguments(others: boolean): string[] {
  system ??= systemArguments();
  if (others) runtimes ??= runtimeArguments();
  return [
    '--unshare-user',
    '--unshare-pid',
    '--unshare-ipc',
    '--unshare-net',
    '--unshare-uts',
    '--unshare-cgroup-try',
    '--uid',
    '1000',
    '--gid',
    '1000',
    '--hostname',
    'sandbox',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--setenv',
    'PATH',
    '/usr/bin:/bin',
    '--setenv',
    'LANG',
    'C.UTF-8',
    '--setenv',
    'HOME',
    '/tmp',
    ...system,
    ...(others ? (runtimes ?? []) : []),
    ...DEVICES,
  ];
}

/** @returns arguments for the private writable folders, each of at most `bytes` */
export function folderArguments(bytes: number): string[] {
  const size = String(bytes);
  return ['/tmp', BOX, '/dev/shm'].flatMap((folder) => ['--size', size, '--tmpfs', folder]);
}

/**
 * The processes of a sandbox. The first one is bubblewrap's own, with the folders of this machine in its command line and a
 * memory that programs of the same user could write to, so nothing of it is shown.
 */
export const PROCESS_ARGUMENTS = [
  ...['--proc', '/proc'],
  ...['--size', '4096', '--perms', '0555', '--tmpfs', '/proc/1'],
  ...['--remount-ro', '/proc/1'],
] as const;

/** Closes what bubblewrap leaves writable for its own set-up. */
export const SEALING_ARGUMENTS = ['--remount-ro', '/dev', '--remount-ro', '/'] as const;
