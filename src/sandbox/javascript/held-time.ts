import { type ReadThread, readThread } from '../program/thread-times.ts';
import { TimeLimit } from '../program/time-limit.ts';
import { DEFAULT_CALL_MS, type JavaScriptCall } from './call.ts';
import { LONG_TIMES } from './call-limit.ts';

/**
 * Milliseconds on a processor that a call may hold its thread past its limit. An interrupt should have ended it before;
 * then the thread is terminated.
 */
const GRACE_MS = 5_000;

/** Where the times of threads come from; tests give others. */
export interface HeldTimeSources {
  readonly read: ReadThread;
  /** Milliseconds by a clock that only rises. */
  readonly now: () => number;
}

const KERNEL: HeldTimeSources = {
  read: (thread) => readThread('self', thread),
  now: () => performance.now(),
};

/**
 * Watches for how long a call holds its thread. There is no limit by the wall: on a busy machine a thread may wait minutes for a
 * processor, and what needs more than its time must be stopped for that, however long it takes to need it.
 */
export class HeldTime {
  readonly #limit: TimeLimit;
  readonly #mostMs: number;
  #ranMs = 0;
  #over = false;

  /**
   * @param thread its number, as the kernel counts threads; 0 where that is not told, and then all time is the thread's own
   * @param onOver called once where the time is over, or the thread gets next to no processor
   */
  constructor(
    thread: number,
    { limitMs = DEFAULT_CALL_MS }: Pick<JavaScriptCall, 'limitMs'>,
    onOver: () => void,
    { read, now }: HeldTimeSources = KERNEL,
  ) {
    this.#mostMs = limitMs * LONG_TIMES;
    this.#limit = new TimeLimit({
      limitMs: this.#mostMs + GRACE_MS,
      fresh: false,
      read: () => {
        const times = thread > 0 ? read(thread) : null;
        return new Map(times ? [[String(thread), times]] : []);
      },
      onLook: (ranMs) => {
        this.#ranMs = ranMs;
      },
      onOver: () => {
        this.#over = true;
        onOver();
      },
      now,
    });
    this.#limit.look();
    this.#limit.watch();
  }

  /** Whether the call was ended, and had a processor for longer than any call may: it is to blame, not the machine. */
  get usedUp(): boolean {
    return this.#over && this.#ranMs > this.#mostMs;
  }

  stop(): void {
    this.#limit.stop();
  }
}
