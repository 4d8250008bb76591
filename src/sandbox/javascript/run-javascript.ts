import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JsonValue } from '../../spec/json.ts';
import { Places } from '../places.ts';
import { EMPTY_REPORT, programError, type SandboxResult, sandboxError } from '../program/types.ts';
import { DEFAULT_CALL_MS, type JavaScriptCall } from './call.ts';

/**
 * Hard kill of a call's thread: after GRACE_TIMES × its limit plus GRACE_MS, by the wall. The call is interrupted at its limit
 * of processor time long before, but on a busy machine a thread may wait seconds for a processor.
 */
const GRACE_TIMES = 8;
const GRACE_MS = 5_000;
const START_MS = 10_000;

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
  #settle: ((message: unknown) => void) | null = null;
  alive = true;

  constructor() {
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

  /** @returns the next message, or null where the thread died or was terminated for being late */
  #next(wallMs: number): Promise<unknown> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.alive = false;
        void this.#worker.terminate();
        this.#settle?.(null);
      }, wallMs);
      this.#settle = (message) => {
        clearTimeout(timer);
        this.#settle = null;
        resolve(message);
      };
    });
  }

  async ready(): Promise<boolean> {
    return (await this.#next(START_MS)) === 'ready';
  }

  async call(call: JavaScriptCall): Promise<SandboxResult<JsonValue> | null> {
    const reply = this.#next((call.limitMs ?? DEFAULT_CALL_MS) * GRACE_TIMES + GRACE_MS);
    this.#worker.postMessage(call);
    const message = await reply;
    return isResult(message) ? message : null;
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
  #spare: Promise<Thread | null> | null = null;
  /** Counts calls of `close`: a thread that was busy then does not become idle again. */
  #epoch = 0;

  constructor(size = 1) {
    this.#places = new Places(size);
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
      const lost = programError('deadline', 'The call held its thread, which was ended.');
      return result ?? { ...EMPTY_REPORT, ok: false, error: lost };
    });
  }

  async #start(): Promise<Thread | null> {
    const thread = new Thread();
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
