import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { AnsweredProgram, AskedProgram, ProgramQueue } from '../store/program-queue.ts';
import { crashedRollouts, type TimedVerdict } from './job.ts';
import { isLasting, type ProgramEntry, readEntry } from './program-entry.ts';

interface WorkerSettings {
  /** Programs at a time; by default twice the processors, so that the next stands ready while one ends. */
  readonly places?: number;
  /** Milliseconds between two signs of life. */
  readonly keepEveryMs?: number;
  /** Milliseconds between two looks for work, behind the notifications. */
  readonly lookEveryMs?: number;
  /** Milliseconds for which `close` lets running programs end. */
  readonly graceMs?: number;
  readonly onTrouble?: (message: string) => void;
}

/** Runs one entry. What it throws fails all rollouts of the entry. */
type RunEntry = (entry: ProgramEntry, signal: AbortSignal) => Promise<TimedVerdict[]>;

/** Milliseconds after a failure of the queue until it is tried again. */
const PAUSE_MS = 500;

/**
 * Takes programs from the queue, as many as it can run, and answers them. A program stays this process's as long as the
 * process says that it lives; where it dies, the program is somebody else's a few seconds later.
 */
export class ProgramWorker {
  readonly #queue: ProgramQueue;
  readonly #run: RunEntry;
  readonly #settings: Required<WorkerSettings>;
  readonly #owner = randomUUID();
  readonly #running = new Map<string, AbortController>();
  readonly #closing = new AbortController();
  #answers: AnsweredProgram[] = [];
  #rouse: () => void = () => {};
  #isWoken = false;
  #work: Promise<unknown> | null = null;
  #answering: Promise<void> | null = null;
  #done = 0;

  constructor(queue: ProgramQueue, run: RunEntry, settings: WorkerSettings = {}) {
    this.#queue = queue;
    this.#run = run;
    this.#settings = {
      places: availableParallelism() * 2,
      keepEveryMs: 2_000,
      lookEveryMs: 500,
      graceMs: 20_000,
      onTrouble: () => {},
      ...settings,
    };
  }

  get places(): number {
    return this.#settings.places;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Number of programs that were run to their end. */
  get done(): number {
    return this.#done;
  }

  start(): void {
    this.#work ??= Promise.all([this.#takeOn(), this.#keepOn(), this.#listenOn()]);
  }

  /** Takes no more, lets what runs end for a while, and gives the rest back. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake();
    const last = performance.now() + this.#settings.graceMs;
    while (this.#running.size > 0 && performance.now() < last) {
      await this.#once(() => this.#keep());
      await setTimeout(20);
    }
    for (const running of this.#running.values()) running.abort(closed());
    await this.#answering;
    await this.#once(() => this.#queue.leave(this.#owner));
    await this.#queue.close();
    await this.#work;
  }

  async #takeOn(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      this.#isWoken = false;
      const free = this.#settings.places - this.#running.size;
      const taken = free > 0 ? await this.#once(() => this.#queue.take(this.#owner, free)) : [];
      for (const program of taken ?? []) void this.#start(program);
      if (taken === null) await this.#pause(PAUSE_MS);
      else if (taken.length < free || free <= 0) await this.#pause(this.#settings.lookEveryMs);
    }
  }

  async #keepOn(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#once(() => this.#keep());
      await this.#sleep(this.#settings.keepEveryMs);
    }
  }

  async #listenOn(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#once(() => this.#queue.listen('asked', () => this.#wake()));
      await this.#sleep(PAUSE_MS);
    }
  }

  async #keep(): Promise<void> {
    for (const id of await this.#queue.keep(this.#owner, [...this.#running.keys()], this.places))
      this.#running.get(id)?.abort(new RlarError('RLAR_CANCELLED', 'nobody waits for this program here'));
  }

  async #start({ id, body }: AskedProgram): Promise<void> {
    const unwanted = new AbortController();
    this.#running.set(id, unwanted);
    const answers = await this.#answerTo(body, unwanted.signal);
    this.#running.delete(id);
    // What was ended here is no answer: it is somebody else's, or is given back.
    if (!unwanted.signal.aborted) {
      this.#done += 1;
      this.#answers.push({ id, answer: JSON.stringify(answers), lasting: isLasting(answers) });
      this.#answering ??= this.#sendAnswers();
    }
    this.#wake();
  }

  async #answerTo(body: string, signal: AbortSignal): Promise<TimedVerdict[]> {
    let rollouts = 1;
    try {
      const entry = readEntry(body);
      rollouts = entry.rollouts.length;
      return await this.#run(entry, signal);
    } catch (thrown) {
      return crashedRollouts(rollouts, thrown);
    }
  }

  /** Answers of one turn of the event loop go together. An answer is kept until the queue has it. */
  async #sendAnswers(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#answers.length > 0) {
      const some = this.#answers;
      this.#answers = [];
      const sent = await this.#once(async () => {
        await this.#queue.answer(some);
        return true;
      });
      if (sent !== null) continue;
      this.#answers = [...some, ...this.#answers];
      if (this.#closing.signal.aborted) break;
      await setTimeout(PAUSE_MS);
    }
    this.#answering = null;
  }

  #wake(): void {
    this.#isWoken = true;
    this.#rouse();
  }

  /** Waits until it is woken, or for so long at most. */
  async #pause(ms: number): Promise<void> {
    if (this.#isWoken) return;
    const woken = new AbortController();
    this.#rouse = () => woken.abort();
    const signal = AbortSignal.any([woken.signal, this.#closing.signal]);
    await setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});
  }

  async #sleep(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#closing.signal, ref: false }).catch(() => {});
  }

  /** @returns null where the queue cannot be reached; it is tried again later */
  async #once<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await work();
    } catch (thrown) {
      if (!this.#closing.signal.aborted) this.#settings.onTrouble(asRlarError(thrown).message);
      return null;
    }
  }
}

function closed(): RlarError {
  return new RlarError('RLAR_SHUTTING_DOWN', 'the process ends');
}
