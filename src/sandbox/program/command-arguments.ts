import { HOLD_ARGUMENTS } from './first-process.ts';
import {
  BOX,
  folderArguments,
  isolationArguments,
  PROCESS_ARGUMENTS,
  SEALING_ARGUMENTS,
} from './sandbox-arguments.ts';
import type { ProgramLimits } from './types.ts';

/** A command to run once in a sandbox of its own. */
export interface SandboxCommand {
  readonly command: readonly string[];
  /** File name to content; they are put into the work folder before the start. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Names of files that may be executed. */
  readonly executable?: readonly string[];
  readonly stdin: string | Buffer;
  readonly limits: ProgramLimits;
  readonly limitsAddressSpace: boolean;
  /** Milliseconds after which it yields to others; short by default. */
  readonly slowMs?: number;
  /** Whether it runs anything beside Python. */
  readonly others: boolean;
}

/** Descriptors that bubblewrap is given: the filter of system calls, then one for each file. */
export const SECCOMP_FD = 5;
export const FIRST_FILE_FD = 6;
/** Stacks of a runtime's own threads, which count as written. */
const RUNTIME_BYTES = 256 * 1024 * 1024;

function limitArguments({ limits, limitsAddressSpace }: SandboxCommand): string[] {
  const found = [
    '/usr/bin/prlimit',
    `--nproc=${limits.processes}`,
    `--fsize=${limits.diskBytes}`,
    `--nofile=${limits.openFiles}`,
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`,
    '--core=0',
  ];
  // A runtime that reserves much more address space than it uses gets a limit on its data instead.
  found.push(
    limitsAddressSpace ? `--as=${limits.memoryBytes}` : `--data=${limits.memoryBytes + RUNTIME_BYTES}`,
  );
  return found;
}

/**
 * @param names of the files, in the order of their descriptors
 * @param filtered whether there is a filter of system calls
 * @returns the arguments of bubblewrap for one command
 */
export function bubblewrapArguments(
  what: SandboxCommand,
  names: readonly string[],
  filtered: boolean,
): string[] {
  const files = names.flatMap((name, index) => [
    '--perms',
    what.executable?.includes(name) ? '0755' : '0644',
    '--file',
    String(FIRST_FILE_FD + index),
    `${BOX}/${name}`,
  ]);
  return [
    ...isolationArguments(what.others),
    ...PROCESS_ARGUMENTS,
    ...folderArguments(what.limits.diskBytes),
    ...files,
    ...SEALING_ARGUMENTS,
    '--chdir',
    BOX,
    ...HOLD_ARGUMENTS,
    ...(filtered ? ['--seccomp', String(SECCOMP_FD)] : []),
    '--',
    ...limitArguments(what),
    ...what.command,
  ];
}
