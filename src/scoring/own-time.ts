import { openSync, readSync } from 'node:fs';
import { Standstill } from '../sandbox/program/standstill.ts';
import type { TimeOver } from '../spec/over-time.ts';

/** Milliseconds between two checks of a limit. Each check leaves out the time in which the thread had no processor. */
const SLICES = 4;

/** The clock and timer of a limit; tests give others. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Milliseconds that the calling thread has waited for a processor since it started; 0 where the system does not count them. */
  readonly waited: () => number;
  /** Calls back after `ms` milliseconds. @returns a function that cancels the call */
  readonly after: (ms: number, callback: () => void) => () => void;
}

const threadClock: Clock = { now: () => performance.now(), waited: waitedMs, after: afterTimeout };

/**
 * Watches work on the calling thread and reports when its time is over: its own time (`time`), or the wall time of a
 * machine without a free processor (`starved`). Waits for a processor and times in which this thread did other work do not
 * count; a sleep does.
 * @param limitMs of its own time
 * @returns a function that ends the watch
 */
export function whenOver(
  limitMs: number,
  onOver: (why: TimeOver) => void,
  { now, waited, after }: Clock = threadClock,
): () => void {
  const standstill = new Standstill();
  const sliceMs = limitMs / SLICES;
  const start = now();
  let seen = { at: start, waited: waited() };
  let own = 0;
  let cancel: () => void;
  const look = (due: number): void => {
    const at = now();
    const lateMs = at - due;
    const passed = at - seen.at;
    const waitedMs = waited() - seen.waited;
    // If this check came later than a whole slice after its due time, the thread was blocked, so the time since the last check does not count.
    if (lateMs <= sliceMs) own += Math.max(0, passed - Math.max(lateMs, waitedMs, 0));
    seen = { at, waited: seen.waited + waitedMs };
    if (own >= limitMs) onOver('time');
    else if (standstill.reached(at - start, own)) onOver('starved');
    else lookAfter(Math.max(1, Math.min(sliceMs, limitMs - own)));
  };
  const lookAfter = (ms: number): void => {
    const due = now() + ms;
    cancel = after(ms, () => look(due));
  };
  lookAfter(sliceMs);
  return () => cancel();
}

/** Lets the event loop handle answers and promises that are already settled before a timeout calls back. */
function afterTimeout(ms: number, callback: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    immediate = setImmediate(callback);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}

/** The open file of this thread's waits, which is read for every piece of work; null where the system has none. */
let waits: number | null | undefined;
const numbers = Buffer.alloc(80);

/** Milliseconds that this thread has waited for a processor, as Linux counts them; 0 elsewhere. */
function waitedMs(): number {
  try {
    if (waits === null) return 0;
    waits ??= openSync('/proc/thread-self/schedstat', 'r');
    const length = readSync(waits, numbers, 0, numbers.length, 0);
    return Number(numbers.toString('latin1', 0, length).split(' ', 2)[1]) / 1e6 || 0;
  } catch {
    waits = null;
    return 0;
  }
}
