import { readThread } from '../sandbox/program/thread-times.ts';
import { TimeLimit } from '../sandbox/program/time-limit.ts';
import type { TimeOver } from '../spec/over-time.ts';
import { COLD, PROGRESS, THREAD } from './progress.ts';

const WATCH_MS = 20;
/**
 * How many times its limit a rollout has in a thread that is not warm for its tool yet, because the thread then compiles the
 * tool's code and reads its data.
 */
const COLD_TIMES = 5;

/** A watched task. It is aborted when one of its rollouts exceeds its time. */
export interface Watched {
  /** See progress.ts. */
  readonly progress: Int32Array<SharedArrayBuffer>;
  /** By rollout: milliseconds of own time that it may take. */
  readonly deadlines: readonly number[];
  readonly abort: AbortController;
  /** The reason of the abort, and the own time in milliseconds until then. */
  over: { readonly why: TimeOver; readonly limitMs: number } | null;
}

interface Seen {
  readonly begun: number;
  readonly limit: TimeLimit | null;
}

/**
 * Watches running tasks and aborts a task when its current rollout exceeds its own time: the time that its thread has had a
 * processor since the rollout was started.
 */
export class Watchdog {
  readonly #watched = new Map<Watched, Seen>();
  #timer: NodeJS.Timeout | null = null;

  add(watched: Watched): void {
    this.#watched.set(watched, { begun: 0, limit: null });
    this.#timer ??= setInterval(() => this.#lookAtAll(), WATCH_MS);
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #lookAtAll(): void {
    for (const [watched, seen] of this.#watched) this.#look(watched, seen);
  }

  #look(watched: Watched, seen: Seen): void {
    const begun = Atomics.load(watched.progress, PROGRESS);
    if (begun !== seen.begun) {
      const limit = begun > 0 ? limitOf(watched, begun) : null;
      limit?.look();
      this.#watched.set(watched, { begun, limit });
      return;
    }
    const why = seen.limit?.look();
    if (!why || Atomics.load(watched.progress, PROGRESS) !== begun) return;
    watched.over = { why, limitMs: limitMsOf(watched, begun) };
    watched.abort.abort();
  }
}

function limitMsOf({ progress, deadlines }: Watched, begun: number): number {
  return deadlines[begun - 1]! * (Atomics.load(progress, COLD) === 1 ? COLD_TIMES : 1);
}

function limitOf(watched: Watched, begun: number): TimeLimit {
  const limitMs = limitMsOf(watched, begun);
  const thread = Atomics.load(watched.progress, THREAD);
  return new TimeLimit({
    limitMs,
    fresh: false,
    // A built-in tool computes and does nothing else.
    sleeps: false,
    read: () => {
      const times = readThread('self', thread);
      return new Map(times ? [[String(thread), times]] : []);
    },
    onOver: () => {},
  });
}
