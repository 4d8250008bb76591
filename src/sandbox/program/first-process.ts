import type { ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { Readable, Writable } from 'node:stream';
import { RlarError } from '../../spec/errors.ts';

/** Descriptors that bubblewrap is given in every start: it reports on 3 and waits for a word on 4. */
const INFO_FD = 3;
export const BLOCK_FD = 4;
export const HOLD_ARGUMENTS = ['--json-status-fd', String(INFO_FD), '--block-fd', String(BLOCK_FD)] as const;

/** @returns the stream that writes to a descriptor of a child, or null */
export function writableAt(child: ChildProcess, fd: number): Writable | null {
  const stream: unknown = child.stdio[fd];
  if (!(stream instanceof Writable)) return null;
  stream.on('error', () => {});
  return stream;
}

/**
 * Writes all that a descriptor of a child is to hold, and lets go of it: one that nobody reads in there would keep this
 * process alive.
 */
export function handOver(child: ChildProcess, fd: number, content: string | Buffer): void {
  const stream = writableAt(child, fd);
  stream?.end(content, () => stream.destroy());
}

/** @returns the stream that reads from a descriptor of a child that is a pipe */
export function readableAt(child: ChildProcess, fd: number): Readable {
  const stream: unknown = child.stdio[fd];
  if (!(stream instanceof Readable))
    throw new RlarError('RLAR_SANDBOX_FAILED', 'The sandbox could not be started.');
  return stream;
}

/** What bubblewrap reports on itself while it runs. */
export interface Status {
  /** The id of the sandbox's first process, out here; null where bubblewrap failed before it. */
  readonly first: Promise<number | null>;
  /** Whether the program was started and ended by itself; without that, the sandbox did not come about or was killed. */
  ended(): boolean;
}

/** Reads bubblewrap's report on itself, which the program in it cannot write to. */
export function readStatus(child: ChildProcess): Status {
  const stream: unknown = child.stdio[INFO_FD];
  if (!(stream instanceof Readable)) return { first: Promise.resolve(null), ended: () => false };
  let text = '';
  const first = new Promise<number | null>((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(0, 4_096);
      const pid = /"child-pid":\s*(\d+)/.exec(text)?.[1];
      if (pid) resolve(Number(pid));
    });
    stream.on('close', () => resolve(null));
    stream.on('error', () => resolve(null));
  });
  return { first, ended: () => /"exit-code":/.test(text) };
}

/** How much what runs in a sandbox yields to the service where no control group weighs it. */
const NICENESS = 5;

/** Makes a process, and all that it will start, yield to the rest of the machine. */
export function yieldProcessor(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It is gone already, or its niceness is not ours to set.
  }
}

/** Kills a process; the first of a PID namespace takes all others of it along. */
export function killProcess(pid: number | null | undefined): void {
  if (!pid) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
