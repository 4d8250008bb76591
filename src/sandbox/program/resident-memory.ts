import { readFileSync } from 'node:fs';
import { processTree } from './thread-times.ts';

const LOOK_MS = 100;
const KIBIBYTE = 1024;

/** @returns bytes of memory of its own and of shared memory that a process has; 0 where it is gone */
export function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    let sum = 0;
    for (const [, kibibytes] of status.matchAll(/^Rss(?:Anon|Shmem):\s*(\d+)/gm)) sum += Number(kibibytes);
    return sum * KIBIBYTE;
  } catch {
    return 0;
  }
}

/** What is to be watched. */
export interface MemoryWatch {
  /** The first process of the sandbox, out here. */
  readonly first: () => number | null;
  /** Bytes that all of its processes may have together. */
  readonly bytes: number;
  /** Bytes that every process shares with the one that it was forked from. */
  readonly shared?: number;
  /** Called once. The caller kills the sandbox. */
  readonly onOver: () => void;
}

/**
 * Bounds the memory of a whole tree of processes where no control group does: adds it up ten times a second. What one
 * process may take between two looks is bounded by its own limits.
 * @returns a function that ends the watch
 */
export function watchMemory({ first, bytes, shared = 0, onOver }: MemoryWatch): () => void {
  const timer = setInterval(() => {
    const pid = first();
    if (pid === null) return;
    let sum = shared;
    for (const id of processTree(pid)) sum += Math.max(0, residentBytes(id) - shared);
    if (sum <= bytes) return;
    clearInterval(timer);
    onOver();
  }, LOOK_MS).unref();
  return () => clearInterval(timer);
}
