import { readFileSync } from 'node:fs';
import { Standstill } from '../sandbox/program/standstill.ts';
import type { TimeOver } from '../spec/over-time.ts';

/** How often a limit is looked at while work runs, so that stretches in which the thread had no processor can be left out. */
const SLICES = 4;

/** The clock and timer of a limit; tests give others. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Milliseconds that the calling thread has waited for a processor since it started; 0 where nobody counts them. */
  readonly waited: () => number;
  /** Calls back after `ms` milliseconds. @returns a function that cancels the call */
  readonly after: (ms: number, callback: () => void) => () => void;
}

const threadClock: Clock = { now: () => performance.now(), waited: waitedMs, after: afterTimeout };

/**
 * Watches work on the calling thread, and tells when its time is over: its own (`time`), or that of the wall because the
 * machine had no processor (`starved`). Waits for a processor and times in which this thread did other work do not
 * count; a sleep does.
 * @param limitMs of its own time
 * @returns what ends the watch
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
    // A slice that ended late by more than itself was no time in which the work could go on.
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

/** What is already there when a timeout comes (an answer, a settled promise) is taken before it calls back. */
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

/** Milliseconds that this thread has waited for a processor, as Linux counts them; 0 elsewhere. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ', 2)[1]) / 1e6 || 0;
  } catch {
    return 0;
  }
}
