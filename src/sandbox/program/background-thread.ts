import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** How much a thread of work yields to the thread that answers requests; Linux has a niceness for each thread. */
const NICENESS = 3;

/**
 * Makes the calling worker thread yield to the event loop of the process.
 * @returns its number, as the kernel counts threads; 0 where that is not told
 */
export function workInBackground(): number {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1)) || 0;
    if (thread > 0 && thread !== process.pid) setPriority(thread, NICENESS);
    return thread;
  } catch {
    return 0;
  }
}
