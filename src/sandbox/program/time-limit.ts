import type { TimeOver } from '../../spec/over-time.ts';
import { Standstill } from './standstill.ts';
import type { ReadThreads } from './thread-times.ts';

export interface TimeLimitOptions {
  /** Milliseconds that the run may take, without those in which it waited for a processor that others had. */
  readonly limitMs: number;
  /** Whether all threads are younger than the limit, so that all of their times count. */
  readonly fresh: boolean;
  readonly read: ReadThreads;
  /**
   * Whether the work may sleep (true by default): time in which it neither ran nor waited for a processor is then its own. Work that
   * never sleeps blocks only for what the machine owes it, such as other threads that collect garbage: its time on a processor counts.
   */
  readonly sleeps?: boolean;
  /** Milliseconds on a processor of all processes so far, ended ones too, where a control group counts them. */
  readonly usedMs?: () => number | null;
  readonly onOver: (why: TimeOver) => void;
  /** Called at every look, with the milliseconds on a processor so far. */
  readonly onLook?: (ranMs: number) => void;
  /** Milliseconds by a clock that only rises. */
  readonly now?: () => number;
}

const LOOK_MS = 200;

interface Seen {
  readonly ranMs: number;
  readonly waitedMs: number;
  readonly pendingMs: number;
}

/**
 * A limit on the time of a run, without the time in which it waited for a processor. Between two looks, the longest such
 * wait of any thread of the run is left out. A run that sleeps, blocks or computes therefore ends at the limit. The
 * kernel counts a wait when the wait has ended; a wait that goes on shows in a thread that could run and did not. Time in
 * which another thread of the same run had a processor counts for the run: its threads and processes take it from each
 * other, and from nobody else. There is no limit by the wall clock: a run that gets a processor now and then reaches this
 * limit some day, and `Standstill` ends one that never does.
 */
export class TimeLimit {
  readonly #options: TimeLimitOptions;
  readonly #now: () => number;
  readonly #start: number;
  readonly #standstill = new Standstill();
  #lookedAt: number;
  #last: ReadonlyMap<string, Seen> | null;
  #ranMs = 0;
  #usedMs = 0;
  #ownMs = 0;
  /** The part of a wait that began before the last look, and is told after it. */
  #carriedMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #over: TimeOver | null = null;

  constructor(options: TimeLimitOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#start = this.#now();
    this.#lookedAt = this.#start;
    this.#last = options.fresh ? new Map() : null;
    this.#usedMs = options.fresh ? 0 : (options.usedMs?.() ?? 0);
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

  /** Milliseconds in which a processor was wanted and others had it, as far as was looked. */
  get starvedMs(): number {
    return this.#lookedAt - this.#start - this.#ownMs;
  }

  /** @returns the longest wait of one thread and the time of all on a processor, in milliseconds since the last look */
  #measure(passed: number): { readonly waited: number; readonly ran: number } {
    const seen = new Map<string, Seen>();
    let waited = 0;
    let ran = 0;
    for (const [thread, { ranMs, waitedMs, runnable }] of this.#options.read()) {
      const before =
        this.#last === null
          ? { ranMs, waitedMs, pendingMs: 0 }
          : (this.#last.get(thread) ?? { ranMs: 0, waitedMs: 0, pendingMs: 0 });
      const still = ranMs === before.ranMs && waitedMs === before.waitedMs;
      const pendingMs = still && runnable() ? before.pendingMs + passed : 0;
      seen.set(thread, { ranMs, waitedMs, pendingMs });
      ran += Math.max(0, ranMs - before.ranMs);
      waited = Math.max(waited, waitedMs + pendingMs - before.waitedMs - before.pendingMs);
    }
    this.#last = seen;
    const used = this.#options.usedMs?.() ?? 0;
    const counted = Math.max(0, used - this.#usedMs);
    this.#usedMs = used;
    return { waited, ran: Math.max(ran, counted) };
  }

  /** @returns why the time is over, which it tells `onOver` once, or null while it is not */
  look(): TimeOver | null {
    if (this.#over) return this.#over;
    const { limitMs, onOver, onLook } = this.#options;
    const now = this.#now();
    const passed = now - this.#lookedAt;
    this.#lookedAt = now;
    const { waited, ran } = this.#measure(passed);
    const delayed = Math.min(waited + this.#carriedMs, Math.max(0, passed - ran));
    this.#carriedMs = Math.min(passed, waited + this.#carriedMs - delayed);
    this.#ownMs +=
      this.#options.sleeps === false && this.#last?.size ? Math.min(ran, passed) : passed - delayed;
    this.#ranMs += ran;
    onLook?.(this.#ranMs);
    if (this.#ownMs >= limitMs) this.#over = 'time';
    else if (this.#standstill.reached(now - this.#start, this.#ownMs)) this.#over = 'starved';
    if (this.#over) onOver(this.#over);
    return this.#over;
  }
}
