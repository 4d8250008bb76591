/**
 * Runs the steps of a Dockerfile where containers cannot be built: each stage is a folder, in which bubblewrap shows the
 * machine's own /usr in place of the base image. What would need a network is stood in for: `npm ci` links the packages that
 * are installed, `npm pack` gives the tarball that was packed, `apt-get` and `tini` are looked for on the machine.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, matchesGlob, posix } from 'node:path';
import { fillIn, type Instruction, parseDockerfile, readPairs } from './parse-dockerfile.ts';

interface Setting {
  /** The checkout: the context of the build, and where packages are installed. */
  readonly root: string;
  /** An empty folder. */
  readonly work: string;
  /** What `npm pack` gives. */
  readonly tarball: string;
}

/** The image that came out. */
export interface Built {
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly health: readonly string[];
  /** The folder that is the root of its files. */
  readonly files: string;
  /** Runs a line of a shell in it, in a network of its own, as its user. */
  run(line: string): { readonly code: number | null; readonly out: string };
}

const UID = 1000;

/** @returns why the steps cannot be run on this machine, or null */
export function cannotRunDockerfile(): string | null {
  if (process.getuid?.() !== 0) return 'building as a container does needs root';
  const run = spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-net', '--', 'setpriv', '--version']);
  return run.status === 0 ? null : 'bubblewrap or setpriv is missing';
}

/** @returns files of the context, as `.dockerignore` leaves them */
export function contextFiles(root: string): string[] {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
    .split('\0')
    .filter((file) => file !== '' && !ignored.some((rule) => isBelow(file, rule)));
}

function isBelow(file: string, rule: string): boolean {
  if (!rule.includes('*')) return file === rule || file.startsWith(`${rule}/`);
  return matchesGlob(file, rule) || matchesGlob(file, `${rule}/**`);
}

/** @throws Error with what it said, for the first step that fails */
export function runDockerfile(setting: Setting): Built {
  chmodSync(setting.work, 0o755);
  const standIns = writeStandIns(setting);
  const made = new Map<string, string>();
  let last: Built | null = null;
  for (const [at, stage] of parseDockerfile(
    readFileSync(join(setting.root, 'Dockerfile'), 'utf8'),
  ).entries()) {
    const files = join(setting.work, `stage-${at}`);
    makeRoot(files);
    made.set(stage.name, files);
    const args: Record<string, string> = {};
    const environment: Record<string, string> = {
      PATH: '/stand-ins:/usr/local/bin:/usr/bin:/bin',
      HOME: '/tmp',
    };
    let [cwd, user] = ['/', 'root'];
    const exec: Record<string, readonly string[]> = {};
    const box = (line: string, own: boolean) =>
      bubblewrap(
        { ...setting, standIns, files, cwd, environment: { ...args, ...environment } },
        line,
        own ? user : 'root',
      );
    for (const instruction of stage.instructions) {
      const text = fillIn(instruction.text, instruction.name === 'RUN' ? {} : { ...args, ...environment });
      switch (instruction.name) {
        case 'ARG':
          Object.assign(args, readPairs(text));
          break;
        case 'ENV':
          Object.assign(environment, readPairs(text));
          break;
        case 'WORKDIR':
          cwd = posix.resolve(cwd, text);
          mkdirSync(join(files, cwd), { recursive: true });
          break;
        case 'USER':
          user = text;
          break;
        case 'COPY':
          copy(instruction, text, setting.root, files, cwd, made);
          break;
        case 'RUN': {
          const { code, out } = box(text, true);
          if (code !== 0) throw new Error(`RUN ${text}\nended with ${code}:\n${out}`);
          break;
        }
        default:
          if (instruction.words) exec[instruction.name] = instruction.words;
      }
    }
    last = {
      environment,
      user,
      files,
      command: [...(exec.ENTRYPOINT ?? []), ...(exec.CMD ?? [])],
      health: exec.HEALTHCHECK ?? [],
      run: (line) => box(line, true),
    };
  }
  if (!last) throw new Error('the Dockerfile has no stage');
  return last;
}

/** Folders that a base image has. */
function makeRoot(files: string): void {
  for (const folder of [
    'usr',
    'etc',
    'proc',
    'dev',
    'opt',
    'stand-ins',
    'checkout/node_modules',
    'var/lib/apt/lists',
  ])
    mkdirSync(join(files, folder), { recursive: true });
  mkdirSync(join(files, 'tmp'), { mode: 0o777 });
  chmodSync(join(files, 'tmp'), 0o777);
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${folder}`, join(files, folder));
}

function copy(
  { flags }: Instruction,
  text: string,
  root: string,
  files: string,
  cwd: string,
  made: ReadonlyMap<string, string>,
): void {
  const words = text.split(/\s+/);
  const target = join(files, posix.resolve(cwd, words.at(-1)!));
  if (flags.from) {
    const from = made.get(flags.from);
    if (!from) throw new Error(`COPY from a stage that is not there: ${flags.from}`);
    cpSync(join(from, words[0]!), target, { recursive: true, verbatimSymlinks: true });
    return;
  }
  const context = contextFiles(root);
  for (const source of words.slice(0, -1)) {
    const found = source === '.' ? context : context.filter((file) => isBelow(file, source));
    if (found.length === 0) throw new Error(`COPY ${source}: no such file in the context`);
    for (const file of found) {
      mkdirSync(join(target, dirname(file)), { recursive: true });
      copyFileSync(join(root, file), join(target, file));
    }
  }
}

interface Box extends Setting {
  readonly standIns: string;
  readonly files: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

function bubblewrap(box: Box, line: string, user: string): { code: number | null; out: string } {
  const drop = user === 'root' ? [] : ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups', '--'];
  const run = spawnSync(
    'bwrap',
    [
      ...['--bind', box.files, '/', '--ro-bind', '/usr', '/usr', '--ro-bind', '/etc', '/etc'],
      ...['--ro-bind', join(box.standIns, 'passwd'), '/etc/passwd'],
      ...['--ro-bind', join(box.standIns, 'group'), '/etc/group'],
      ...[
        '--ro-bind',
        box.standIns,
        '/stand-ins',
        '--ro-bind',
        join(box.root, 'node_modules'),
        '/checkout/node_modules',
      ],
      ...['--proc', '/proc', '--dev', '/dev', '--unshare-net', '--unshare-pid', '--die-with-parent'],
      ...['--clearenv', ...Object.entries(box.environment).flatMap((pair) => ['--setenv', ...pair])],
      ...['--chdir', box.cwd, '--', ...drop, '/bin/sh', '-c', line],
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  return { code: run.status, out: `${run.stdout}${run.stderr}${run.error?.message ?? ''}` };
}

function writeStandIns({ work, tarball }: Setting): string {
  const folder = join(work, 'stand-ins');
  mkdirSync(folder);
  const script = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o755 });
  copyFileSync(process.execPath, join(folder, 'node'));
  chmodSync(join(folder, 'node'), 0o755);
  copyFileSync(tarball, join(folder, 'rlar-0.0.0.tgz'));
  copyFileSync(join(import.meta.dirname, 'stand-in-npm.mjs'), join(folder, 'npm'));
  chmodSync(join(folder, 'npm'), 0o755);
  script('tini', '#!/bin/sh\n[ "$1" = -- ] && shift\nexec "$@"\n');
  script(
    'apt-get',
    '#!/bin/sh\ncase "$1" in update|install) exit 0;; *) echo "apt-get $1?" >&2; exit 100;; esac\n',
  );
  writeFileSync(
    join(folder, 'passwd'),
    `root:x:0:0::/root:/bin/sh\nnode:x:${UID}:${UID}::/home/node:/bin/sh\n`,
  );
  writeFileSync(join(folder, 'group'), `root:x:0:\nnode:x:${UID}:\n`);
  return folder;
}
