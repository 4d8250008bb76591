import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JsonValue } from '../../spec/json.ts';
import { Places } from '../places.ts';
import { EMPTY_REPORT, programError, type SandboxResult, sandboxError } from '../program/types.ts';
import type { JavaScriptCall } from './call.ts';
import { HeldTime, type HeldTimeSources } from './held-time.ts';

/** Milliseconds by the wall for a thread to start. It runs our own code then, so that only the machine delays it. */
const START_MS = 30_000;

let compiled: WebAssembly.Module | undefined;

/** @returns the engine as WebAssembly, compiled once a process */
export function compileEngine(): WebAssembly.Module {
  const place = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  compiled ??= new WebAssembly.Module(readFileSync(place));
  return compiled;
}

/** One thread with one engine. */
class Thread {
  readonly #worker: Worker;
  readonly #sources: HeldTimeSources | undefined;
  #number = 0;
  #settle: ((message: unknown) => void) | null = null;
  alive = true;

  constructor(sources?: HeldTimeSources) {
    this.#sources = sources;
    const file = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);
    this.#worker = new Worker(file, {
      workerData: { compiled: compileEngine() },
      env: {},
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: 96 },
    });
    this.#worker.on('message', (message: unknown) => this.#settle?.(message));
    this.#worker.once('error', () => this.#end());
    this.#worker.once('exit', () => this.#end());
  }

  #end(): void {
    this.alive = false;
    this.#settle?.(null);
  }

  /** @returns the next message, or null where the thread died or was terminated */
  #next(): Promise<unknown> {
    return new Promise((resolve) => {
      this.#settle = (message) => {
        this.#settle = null;
        resolve(message);
      };
    });
  }

  /** @returns false where it did not start */
  async ready(): Promise<boolean> {
    const timer = setTimeout(() => this.#kill(), START_MS);
    const number = await this.#next();
    clearTimeout(timer);
    if (typeof number !== 'number') return false;
    this.#number = number;
    return true;
  }

  /** @returns null where the thread was lost, by nothing that is known of the program */
  async call(call: JavaScriptCall): Promise<SandboxResult<JsonValue> | null> {
    const held = new HeldTime(this.#number, call, () => this.#kill(), this.#sources);
    const reply = this.#next();
    this.#worker.postMessage(call);
    const message = await reply;
    held.stop();
    if (isResult(message)) return message;
    if (!held.usedUp) return null;
    const error = programError('wall-time', 'The call used up its time and was ended with its thread.');
    return { ...EMPTY_REPORT, ok: false, error };
  }

  #kill(): void {
    this.alive = false;
    void this.#worker.terminate();
    this.#settle?.(null);
  }

  hold(held: boolean): void {
    if (held) this.#worker.ref();
    else this.#worker.unref();
  }

  async terminate(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }
}

/** The thread runs our own code, and what the sandboxed function returned was parsed there. */
function isResult(message: unknown): message is SandboxResult<JsonValue> {
  return typeof message === 'object' && message !== null && 'ok' in message && 'wallMs' in message;
}

/** Threads for calls, each with one call at a time; one more than asked for stands ready to replace a lost one. */
export class JavaScriptSandbox {
  readonly #places: Places;
  readonly #idle: Thread[] = [];
  readonly #sources: HeldTimeSources | undefined;
  #spare: Promise<Thread | null> | null = null;
  /** Counts calls of `close`: a thread that was busy then does not become idle again. */
  #epoch = 0;

  /** @param sources of the times of threads; tests give others */
  constructor(size = 1, sources?: HeldTimeSources) {
    this.#places = new Places(size);
    this.#sources = sources;
  }

  /**
   * Runs one call.
   * @param signal ends the call, with its thread
   * @returns never throws; see `SandboxResult`
   */
  run(call: JavaScriptCall, signal?: AbortSignal): Promise<SandboxResult<JsonValue>> {
    const epoch = this.#epoch;
    return this.#places.run(async () => {
      const thread = await this.#take();
      if (!thread)
        return {
          ...EMPTY_REPORT,
          ok: false,
          error: sandboxError('RLAR_SANDBOX_FAILED', 'No thread started.'),
        };
      thread.hold(true);
      const abort = (): void => void thread.terminate();
      signal?.addEventListener('abort', abort, { once: true });
      const result = signal?.aborted ? null : await thread.call(call);
      signal?.removeEventListener('abort', abort);
      if (epoch !== this.#epoch) await thread.terminate();
      if (thread.alive) {
        thread.hold(false);
        this.#idle.push(thread);
      }
      const lost = programError('deadline', 'The thread of the call was lost.');
      return result ?? { ...EMPTY_REPORT, ok: false, error: lost };
    });
  }

  async #start(): Promise<Thread | null> {
    const thread = new Thread(this.#sources);
    const ready = await thread.ready();
    thread.hold(false);
    return ready ? thread : null;
  }

  async #take(): Promise<Thread | null> {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) if (thread.alive) return thread;
    const spare = this.#spare;
    this.#spare = null;
    const taken = (await spare) ?? (await this.#start());
    this.#spare ??= this.#start();
    return taken;
  }

  /** Ends idle threads now, and busy ones after their call. A later call starts new ones. */
  async close(): Promise<void> {
    this.#epoch += 1;
    const spare = this.#spare;
    this.#spare = null;
    const threads = [...this.#idle.splice(0), await spare];
    await Promise.all(threads.map((thread) => thread?.terminate()));
  }
}
