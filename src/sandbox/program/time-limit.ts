import type { TimeOver } from '../../spec/over-time.ts';
import type { ReadThreads } from './thread-times.ts';

export interface TimeLimitOptions {
  /** Milliseconds that the run may take, without those in which it waited for a processor. */
  readonly limitMs: number;
  /** Milliseconds by the wall after which it is over in any case. */
  readonly mostMs: number;
  /** Whether all threads are younger than the limit, so that all of their times count. */
  readonly fresh: boolean;
  readonly read: ReadThreads;
  readonly onOver: (why: TimeOver) => void;
  /** Called at every look, with the milliseconds on a processor so far. */
  readonly onLook?: (ranMs: number) => void;
  /** Milliseconds by a clock that only rises. */
  readonly now?: () => number;
}

const LOOK_MS = 200;
const TIMES = 5;
const MORE_MS = 5_000;

interface Seen {
  readonly ranMs: number;
  readonly waitedMs: number;
  readonly pendingMs: number;
}

/** @returns milliseconds by the wall that a limit may be drawn out to */
export function drawnOutMs(limitMs: number, mostMs: number): number {
  return Math.max(limitMs, Math.min(TIMES * limitMs + MORE_MS, mostMs));
}

/**
 * A limit on the time of a run that leaves out what it waited for a processor: the longest such wait of any one of its
 * threads, summed up from look to look. What sleeps, blocks or computes is over at the limit. The kernel adds a wait
 * when it is over, so one that goes on is told by a thread that could run and did not.
 */
export class TimeLimit {
  readonly #options: TimeLimitOptions;
  readonly #now: () => number;
  readonly #start: number;
  #lookedAt: number;
  #last: ReadonlyMap<string, Seen> | null;
  #ranMs = 0;
  #starvedMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #over: TimeOver | null = null;

  constructor(options: TimeLimitOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#start = this.#now();
    this.#lookedAt = this.#start;
    this.#last = options.fresh ? new Map() : null;
  }

  /** Looks from now on by itself. */
  watch(): this {
    this.#timer = setTimeout(
      () => {
        if (this.look() === null) this.watch();
      },
      Math.min(LOOK_MS, this.#options.limitMs / 8),
    );
    return this;
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Milliseconds in which a processor was wanted and none was free, as far as was looked. */
  get starvedMs(): number {
    return Math.min(this.#starvedMs, this.#now() - this.#start);
  }

  #measure(now: number): void {
    const seen = new Map<string, Seen>();
    let longest = 0;
    for (const [thread, { ranMs, waitedMs, runnable }] of this.#options.read()) {
      const before =
        this.#last === null
          ? { ranMs, waitedMs, pendingMs: 0 }
          : (this.#last.get(thread) ?? { ranMs: 0, waitedMs: 0, pendingMs: 0 });
      const still = ranMs === before.ranMs && waitedMs === before.waitedMs;
      const pendingMs = still && runnable() ? before.pendingMs + now - this.#lookedAt : 0;
      seen.set(thread, { ranMs, waitedMs, pendingMs });
      this.#ranMs += Math.max(0, ranMs - before.ranMs);
      longest = Math.max(longest, waitedMs + pendingMs - before.waitedMs - before.pendingMs);
    }
    this.#starvedMs += longest;
    this.#last = seen;
    this.#lookedAt = now;
  }

  /** @returns why the time is over, which it tells `onOver` once, or null while it is not */
  look(): TimeOver | null {
    if (this.#over) return this.#over;
    const { limitMs, mostMs, onOver, onLook } = this.#options;
    const now = this.#now();
    this.#measure(now);
    onLook?.(this.#ranMs);
    const passed = now - this.#start;
    const own = Math.max(passed - this.#starvedMs, Math.min(passed, this.#ranMs));
    if (own >= limitMs) this.#over = 'time';
    else if (passed >= mostMs) this.#over = 'starved';
    if (this.#over) onOver(this.#over);
    return this.#over;
  }
}
