import type { Writable } from 'node:stream';
import type { JsonObject } from '../../spec/json.ts';
import type { TimeOver } from '../../spec/over-time.ts';
import { encodeFrame, type FrameBounds, FrameReader } from '../frames.ts';
import { lastWords } from '../last-words.ts';
import { bubblewrapProblem } from '../program/bubblewrap.ts';
import { readableAt, writableAt } from '../program/first-process.ts';
import { processTree, readThreads } from '../program/thread-times.ts';
import { TimeLimit } from '../program/time-limit.ts';
import { launch } from './launch.ts';
import { launchUnfenced } from './launch-unfenced.ts';
import type { Launched, LaunchSettings, Surroundings } from './launched.ts';

/** The result of waiting for a frame. */
export type Received =
  | { readonly state: 'frame'; readonly value: JsonObject }
  | { readonly state: 'deadline'; readonly why: TimeOver }
  | { readonly state: 'died'; readonly message: string };

/** One process, fenced or supervised, that speaks in frames: a question, an answer. */
export class FunctionProcess {
  readonly #launched: Launched;
  readonly #input: Writable | null;
  readonly #frames = new FrameReader();
  #settle: ((received: Received) => void) | null = null;
  readonly #stderr: () => string;
  /** The reason why rlar ended the process, where it sent an invalid frame. */
  #fault = '';
  #end: Received | null = null;
  readonly #ended = Promise.withResolvers<void>();

  constructor(launched: Launched) {
    this.#launched = launched;
    const { child } = launched;
    this.#input = writableAt(child, 0);
    const results = readableAt(child, 1);
    results.on('data', (chunk: Buffer) => this.#take(chunk));
    results.on('error', () => {});
    this.#stderr = lastWords(readableAt(child, 2));
    child.once('error', () => this.#died());
    child.once('close', () => this.#died());
  }

  /** @throws RLAR_SANDBOX_MISSING */
  static start(settings: LaunchSettings): FunctionProcess {
    const unfenced = settings.trust === 'own' && bubblewrapProblem() !== null;
    return new FunctionProcess(unfenced ? launchUnfenced(settings) : launch(settings));
  }

  /** What the process must know about the place that it runs in. */
  get surroundings(): Surroundings {
    return this.#launched.surroundings;
  }

  get pid(): number | undefined {
    return this.#launched.child.pid;
  }

  /** Settles when the process is gone. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get alive(): boolean {
    return this.#end === null && this.#fault === '';
  }

  #take(chunk: Buffer): void {
    if (this.#fault !== '') return;
    const taken = this.#frames.take(chunk);
    if (taken.state === 'more') return;
    if (taken.state === 'frame') {
      this.#answer({ state: 'frame', value: taken.value });
      return;
    }
    this.#fault = taken.why;
    this.kill();
  }

  #answer(received: Received): void {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(received);
  }

  #died(): void {
    if (this.#end) return;
    const message = this.#launched.gone()
      ? 'it needed more memory than it may use'
      : this.#fault || this.#stderr();
    this.#end = { state: 'died', message };
    this.#ended.resolve();
    this.#answer(this.#end);
  }

  /**
   * Sends a value and waits for the answer within these bounds. The process is killed where no answer comes in time
   * (waits for a processor do not count), where the signal is aborted, or where something else comes. The caller sends
   * one value at a time.
   */
  ask(value: unknown, deadlineMs: number, bounds: FrameBounds, signal?: AbortSignal): Promise<Received> {
    if (this.#end) return Promise.resolve(this.#end);
    const { promise, resolve } = Promise.withResolvers<Received>();
    const first = this.pid;
    const abort = (): void => this.kill();
    const time = new TimeLimit({
      limitMs: deadlineMs,
      fresh: false,
      read: () => readThreads(first === undefined ? [] : processTree(first)),
      usedMs: () => this.#launched.usedMs?.() ?? null,
      onOver: (why) => {
        const settle = this.#settle;
        this.#settle = null;
        this.kill();
        settle?.({ state: 'deadline', why });
      },
    }).watch();
    this.#settle = (received) => {
      time.stop();
      signal?.removeEventListener('abort', abort);
      resolve(received);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#frames.expect(bounds);
    this.#input?.write(encodeFrame(value));
    return promise;
  }

  kill(): void {
    if (!this.#end) this.#launched.kill();
  }

  /** Lets the event loop end while the process waits for work, or not. */
  hold(held: boolean): void {
    const { child } = this.#launched;
    for (const handle of [child, ...child.stdio.slice(0, 3)]) {
      const method: unknown = handle ? Reflect.get(handle, held ? 'ref' : 'unref') : null;
      if (typeof method === 'function') Reflect.apply(method, handle, []);
    }
  }
}
