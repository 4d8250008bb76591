import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel tells of one thread, in milliseconds since it started. */
export interface ThreadTimes {
  readonly ranMs: number;
  /** In wait for a processor; a wait is added when it is over. */
  readonly waitedMs: number;
  /** Whether it runs, or waits for a processor, now. */
  readonly runnable: () => boolean;
}
export type ReadThreads = () => ReadonlyMap<string, ThreadTimes>;
/** @returns the times of a thread of this process, by its number; null where nobody tells them */
export type ReadThread = (thread: number) => ThreadTimes | null;

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** @returns a process and all that it started, by id; only itself where the kernel does not list children */
export function processTree(root: number): number[] {
  const found = [root];
  for (const id of found)
    for (const thread of list(`/proc/${id}/task`))
      for (const child of text(`/proc/${id}/task/${thread}/children`).split(' ').filter(Boolean))
        found.push(Number(child));
  return found;
}

/** Milliseconds of one tick of the times that the kernel tells of a process. */
const TICK_MS = 10;

/**
 * @returns milliseconds on a processor of these processes, and of all children that they have waited for, in steps of ten.
 * So what a program that starts short-lived processes used is counted although they are gone
 */
export function processorMs(processes: readonly number[]): number {
  let ticks = 0;
  for (const id of processes) {
    const fields = text(`/proc/${id}/stat`).split(') ').at(-1)!.split(' ');
    for (const field of fields.slice(11, 15)) ticks += Number(field);
  }
  return ticks * TICK_MS;
}

/** @returns the times of one thread of a process; null where it is gone, or the kernel does not say them */
export function readThread(process: number | 'self', thread: number | string): ThreadTimes | null {
  const place = `/proc/${process}/task/${thread}`;
  const told = /^(\d+) (\d+) /.exec(text(`${place}/schedstat`));
  if (!told) return null;
  const runnable = (): boolean => /\) R [^)]*$/.test(text(`${place}/stat`));
  return { ranMs: Number(told[1]) / 1e6, waitedMs: Number(told[2]) / 1e6, runnable };
}

/** @returns the times of all threads of these processes; nothing of those that are gone */
export function readThreads(processes: readonly number[]): ReadonlyMap<string, ThreadTimes> {
  const found = new Map<string, ThreadTimes>();
  for (const id of processes)
    for (const thread of list(`/proc/${id}/task`)) {
      const times = readThread(id, thread);
      if (times) found.set(thread, times);
    }
  return found;
}
