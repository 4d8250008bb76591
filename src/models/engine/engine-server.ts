import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import type { ToolHealth } from '../../spec/tool.ts';
import type { ServerSign } from '../reward-models/adaptive-queue.ts';
import { type RunServer, type ScorerServer, serverAt } from '../reward-models/scorer-server.ts';
import type { ServedModel } from '../reward-models/served-model.ts';
import { freePort } from './free-port.ts';
import { launchEngine } from './launch-engine.ts';

export interface EngineSettings {
  /** For messages: vllm, sglang. */
  readonly name: string;
  /** Program and arguments; `{port}` stands for the port that it is to listen on. */
  readonly command: readonly string[];
  /** Milliseconds that loading the model may take. */
  readonly startMs?: number;
  /** Milliseconds before it is started again; twice as long each next time, until it has served. */
  readonly restartMs?: number;
  /** Milliseconds between two looks at an engine that serves; one that is silent at three of them is ended, and started again. */
  readonly watchMs?: number;
  /** Called before it is started. @throws where it may not be */
  readonly before?: () => void;
}

/** Looks in a row at which an engine may be silent, or say that it is broken. */
const MOST_SILENT = 3;
/** Times in a row that the process may end without having served before it is given up. */
const MOST_DEATHS = 4;
const LAST_WORDS = 600;
interface Running {
  readonly child: ChildProcess;
  readonly server: ScorerServer;
  /** Resolves when it serves. @throws RLAR_WORKER_FAILED where it ends before */
  readonly ready: Promise<void>;
  ended: boolean;
}

/**
 * An inference engine in a process of its own, which rlar starts when the first request comes, watches, and starts again
 * when it ends: requests that it took with it are asked anew.
 */
export class EngineServer implements RunServer {
  readonly #spec: AdapterSpec;
  readonly #settings: Required<EngineSettings>;
  #running: Promise<Running> | null = null;
  #deaths = 0;
  #restarts = 0;
  #words = '';
  #closed = false;
  #pid: number | undefined;

  constructor(spec: AdapterSpec, settings: EngineSettings) {
    this.#spec = spec;
    this.#settings = { startMs: 600_000, restartMs: 500, watchMs: 15_000, before: () => {}, ...settings };
  }

  get name(): string {
    return `${this.#spec.model} (${this.#settings.name})`;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Id of the process that guards the engine, while one runs. */
  get pid(): number | undefined {
    return this.#pid;
  }

  async ask(
    path: string,
    body: object,
    signal: AbortSignal,
    note?: (sign: ServerSign) => void,
  ): Promise<unknown> {
    for (;;) {
      const running = await this.#serving(signal);
      try {
        return await running.server.ask(path, body, signal, note);
      } catch (thrown) {
        signal.throwIfAborted();
        const gone = thrown instanceof RlarError && thrown.code === 'RLAR_SCORER_UNREACHABLE';
        // A connection breaks a little before the end of its process is told.
        if (gone && !running.ended) await sleep(300);
        if (!gone || !running.ended) throw thrown;
      }
    }
  }

  async served(signal: AbortSignal): Promise<ServedModel> {
    try {
      return await (await this.#serving(signal)).server.served(signal);
    } catch (thrown) {
      signal.throwIfAborted();
      return { is: 'away', reason: asRlarError(thrown).message };
    }
  }

  /** Nothing is started for it. */
  async health(): Promise<ToolHealth> {
    return this.#deaths < MOST_DEATHS
      ? { ok: true }
      : { ok: false, reason: `${this.name}: ${this.#lastWords()}` };
  }

  /** @throws RLAR_WORKER_FAILED */
  async warm(signal: AbortSignal): Promise<void> {
    await this.#serving(signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const running = await this.#running?.catch(() => null);
    this.#running = null;
    if (!running || running.ended) return;
    const gone = new Promise((resolve) => running.child.once('close', resolve));
    running.child.stdin?.end();
    await gone;
  }

  async #serving(signal: AbortSignal): Promise<Running> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#deaths >= MOST_DEATHS)
        throw new RlarError('RLAR_WORKER_FAILED', `${this.name}: ${this.#lastWords()}`);
      this.#closed = false;
      this.#running ??= this.#start();
      const running = await this.#running;
      try {
        await Promise.race([running.ready, aborted(signal)]);
        return running;
      } catch (thrown) {
        signal.throwIfAborted();
        if (this.#deaths >= MOST_DEATHS) throw thrown;
        await sleep(this.#settings.restartMs * 2 ** Math.max(0, this.#deaths - 1), undefined, { signal });
      }
    }
  }

  async #start(): Promise<Running> {
    this.#settings.before();
    const port = await freePort();
    const [command = '', ...args] = this.#settings.command.map((part) =>
      part.replaceAll('{port}', String(port)),
    );
    const child = launchEngine(command, args);
    this.#pid = child.pid;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString('utf8')).slice(-LAST_WORDS);
    });
    const again = { retries: 1, retryMs: 100, callMs: 60_000, breaker: { failures: 1_000 } };
    const url = `http://127.0.0.1:${port}`;
    const server = serverAt(this.#spec, url, again);
    const running: Running = { child, server, ended: false, ready: Promise.resolve() };
    const ended = new Promise<never>((_, reject) => {
      child.once('close', () => {
        running.ended = true;
        this.#pid = undefined;
        this.#running = null;
        if (!this.#closed) {
          this.#deaths += 1;
          this.#restarts += 1;
          // Watched: it is started again before anybody asks, where it had served.
          if (this.#deaths === 1) void sleep(this.#settings.restartMs).then(() => this.#again());
        }
        reject(new RlarError('RLAR_WORKER_FAILED', `${this.name}: ${this.#lastWords()}`));
      });
    });
    ended.catch(() => {});
    const ready = Promise.race([this.#untilServing(server, running), ended]);
    ready.then(
      () => void this.#watch(running, url),
      () => {},
    );
    return Object.assign(running, { ready });
  }

  /** A process that hangs, or whose engine has died behind its server, says nothing by itself. */
  async #watch(running: Running, url: string): Promise<void> {
    for (let silent = 0; !running.ended && silent < MOST_SILENT; ) {
      await sleep(this.#settings.watchMs, undefined, { ref: false });
      silent = (await isWell(url, this.#settings.watchMs)) ? 0 : silent + 1;
    }
    if (running.ended) return;
    this.#words = `it did not answer ${MOST_SILENT} times in a row, and was ended`;
    running.child.stdin?.end();
  }

  #again(): void {
    if (this.#closed || this.#running || this.#deaths >= MOST_DEATHS) return;
    this.#running = this.#start();
    this.#running.catch(() => {});
  }

  async #untilServing(server: ScorerServer, running: Running): Promise<void> {
    const late = AbortSignal.timeout(this.#settings.startMs);
    let last = 'nothing';
    while (!running.ended && !late.aborted) {
      const served = await server.served(AbortSignal.timeout(5_000)).catch(() => null);
      if (served && (served.is === 'right' || served.is === 'untold')) {
        this.#deaths = 0;
        return;
      }
      last = served && 'reason' in served ? served.reason : last;
      if (served?.is === 'wrong') break;
      await sleep(100);
    }
    running.child.stdin?.end();
    this.#words = `it does not serve the model: ${last}`;
    throw new RlarError('RLAR_WORKER_FAILED', `${this.name}: ${this.#words}`);
  }

  #lastWords(): string {
    return this.#words.trim().split('\n').slice(-3).join(' ') || 'it ended without a word';
  }
}

/** Both engines have this page; it says 503 where the engine behind it is dead. Another server's 404 is an answer. */
async function isWell(url: string, withinMs: number): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(withinMs) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
