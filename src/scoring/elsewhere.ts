import { RlarError } from '../spec/errors.ts';
import type { ProgramQueue } from '../store/program-queue.ts';
import type { TimedVerdict } from './job.ts';
import { encodeEntry, idOfEntry, type ProgramEntry, readAnswers } from './program-entry.ts';

export interface ElsewhereSettings {
  /** Milliseconds between two looks at the queue, behind its notifications. */
  readonly lookEveryMs?: number;
  /** Milliseconds without any process that takes programs, after which a program is given up. */
  readonly absentMs?: number;
}

/** A program that somebody here waits for. */
interface Waiting {
  readonly id: string;
  readonly body: string;
  readonly rollouts: number;
  readonly since: number;
  readonly answer: Promise<TimedVerdict[]>;
  readonly resolve: (answers: TimedVerdict[]) => void;
  readonly reject: (error: RlarError) => void;
  callers: number;
}

/** Milliseconds after which the queue is told again that a program is wanted. */
const ASK_AGAIN_MS = 20_000;

/**
 * Has programs run by other processes, through a queue that all of them share. While the queue cannot be reached, programs
 * wait; what the queue has lost is asked for again.
 */
export class Elsewhere {
  readonly #queue: ProgramQueue;
  readonly #absentMs: number;
  readonly #waiting = new Map<string, Waiting>();
  readonly #timer: NodeJS.Timeout;
  #fresh: Waiting[] = [];
  #answered: Set<string> = new Set();
  #listening = false;
  #looking: Promise<void> | null = null;
  #askedAt = 0;
  #seenAt = 0;
  #trouble = 'no process of the role sandbox takes programs';
  #closed = false;

  constructor(queue: ProgramQueue, { lookEveryMs = 1_000, absentMs = 30_000 }: ElsewhereSettings = {}) {
    this.#queue = queue;
    this.#absentMs = absentMs;
    this.#timer = setInterval(() => void this.#look(), lookEveryMs).unref();
  }

  /** Number of programs that this process waits for. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * @returns one verdict for each rollout, in order
   * @throws RLAR_SANDBOX_ABSENT, RLAR_SANDBOX_FAILED, or the signal's reason
   */
  async run(entry: ProgramEntry, signal: AbortSignal): Promise<TimedVerdict[]> {
    signal.throwIfAborted();
    const waiting = this.#open(entry);
    waiting.callers += 1;
    const { promise, reject } = Promise.withResolvers<never>();
    const leave = (): void => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([waiting.answer, promise]);
    } finally {
      signal.removeEventListener('abort', leave);
      waiting.callers -= 1;
      if (waiting.callers === 0 && this.#waiting.get(waiting.id) === waiting) this.#giveUp(waiting);
    }
  }

  /** Ends every wait. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    const error = new RlarError('RLAR_SHUTTING_DOWN', 'the service was closed');
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    await this.#looking;
    await this.#queue.close();
  }

  #open(entry: ProgramEntry): Waiting {
    if (this.#closed) throw new RlarError('RLAR_SHUTTING_DOWN', 'the service was closed');
    const id = idOfEntry(entry);
    const there = this.#waiting.get(id);
    if (there) return there;
    const { promise: answer, resolve, reject } = Promise.withResolvers<TimedVerdict[]>();
    // A caller that has gone hears of no error.
    answer.catch(() => {});
    const rollouts = entry.rollouts.length;
    const body = encodeEntry(entry);
    const waiting: Waiting = {
      id,
      body,
      rollouts,
      since: performance.now(),
      answer,
      resolve,
      reject,
      callers: 0,
    };
    this.#waiting.set(id, waiting);
    // Programs of one turn of the event loop are asked for together.
    if (this.#fresh.length === 0) setImmediate(() => void this.#askFresh());
    this.#fresh.push(waiting);
    return waiting;
  }

  async #askFresh(): Promise<void> {
    const fresh = this.#fresh.filter((waiting) => this.#waiting.get(waiting.id) === waiting);
    this.#fresh = [];
    if (!this.#listening) void this.#listen();
    // Where it cannot be asked now, the next look finds that the queue does not know it.
    await this.#guarded(() => this.#ask(fresh));
  }

  async #ask(programs: readonly Waiting[]): Promise<void> {
    for (const { id, answer } of await this.#queue.ask(programs)) this.#settle(id, answer);
  }

  async #listen(): Promise<void> {
    this.#listening = true;
    await this.#guarded(() => this.#queue.listen('answered', (ids) => this.#hear(ids)));
    this.#listening = false;
  }

  #hear(ids: string): void {
    const ours = ids.split(' ').filter((id) => this.#waiting.has(id));
    if (ours.length === 0) return;
    if (this.#answered.size === 0) setImmediate(() => void this.#fetch());
    for (const id of ours) this.#answered.add(id);
  }

  async #fetch(): Promise<void> {
    const ids = [...this.#answered];
    this.#answered = new Set();
    await this.#guarded(async () => {
      for (const { id, answer } of (await this.#queue.look(ids)).answered) this.#settle(id, answer);
    });
  }

  /** What stands behind the notifications: it finds what was missed and what was lost, and whether anybody works at all. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const ids = [...this.#waiting.keys()];
    await this.#guarded(async () => {
      if (!this.#listening) void this.#listen();
      const { answered, missing } = await this.#queue.look(ids);
      for (const { id, answer } of answered) this.#settle(id, answer);
      const now = performance.now();
      const isDue = now - this.#askedAt > ASK_AGAIN_MS;
      const again = isDue ? [...this.#waiting.keys()] : missing;
      if (isDue) this.#askedAt = now;
      await this.#ask(again.flatMap((id) => this.#waiting.get(id) ?? []));
      if ((await this.#queue.state()).workers > 0) this.#seenAt = performance.now();
    });
    this.#refuseAbsent();
  }

  #refuseAbsent(): void {
    const now = performance.now();
    for (const waiting of this.#waiting.values()) {
      if (now - Math.max(this.#seenAt, waiting.since) < this.#absentMs) continue;
      this.#waiting.delete(waiting.id);
      const seconds = Math.round(this.#absentMs / 1000);
      waiting.reject(new RlarError('RLAR_SANDBOX_ABSENT', `nothing for ${seconds} s: ${this.#trouble}`));
    }
  }

  #settle(id: string, answer: string | null): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    try {
      if (answer === null)
        throw new RlarError('RLAR_SANDBOX_FAILED', 'every process that took the program died');
      waiting.resolve(readAnswers(answer, waiting.rollouts));
    } catch (thrown) {
      waiting.reject(
        thrown instanceof RlarError ? thrown : new RlarError('RLAR_SANDBOX_FAILED', String(thrown)),
      );
    }
  }

  #giveUp(waiting: Waiting): void {
    this.#waiting.delete(waiting.id);
    if (!this.#closed) void this.#guarded(() => this.#queue.giveUp([waiting.id]));
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#trouble = 'no process of the role sandbox takes programs';
    } catch (thrown) {
      if (thrown instanceof RlarError) this.#trouble = thrown.message;
      else throw thrown;
    }
  }
}
