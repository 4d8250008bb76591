import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import type { ToolHealth } from '../../spec/tool.ts';
import type { ServerSign } from '../reward-models/adaptive-queue.ts';
import { type RunServer, type ScorerServer, serverAt } from '../reward-models/scorer-server.ts';
import type { ServedModel } from '../reward-models/served-model.ts';

export interface EngineSettings {
  /** For messages: vllm, sglang. */
  readonly name: string;
  /** Program and arguments; `{port}` stands for the port that it is to listen on. */
  readonly command: readonly string[];
  /** Milliseconds that loading the model may take. */
  readonly startMs?: number;
  /** Milliseconds before it is started again; twice as long each next time, until it has served. */
  readonly restartMs?: number;
  /** Called before it is started. @throws where it may not be */
  readonly before?: () => void;
}

/** Times in a row that the process may end without having served before it is given up. */
const MOST_DEATHS = 4;
const LAST_WORDS = 600;
/**
 * Stands between: it ends the engine and all its children when the pipe from rlar closes, so that an engine outlives no
 * rlar, however that ended.
 */
const GUARD = `
const { spawn } = require('node:child_process');
const child = spawn(process.argv[1], process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
const end = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch {} };
child.on('error', (error) => { console.error(error.message); process.exit(127); });
child.on('exit', (code) => { end(); process.exit(code ?? 1); });
process.stdin.on('end', () => { end(); process.exit(0); }).resume();
process.on('SIGTERM', () => { end(); process.exit(0); });
`;

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
    this.#settings = { startMs: 600_000, restartMs: 500, before: () => {}, ...settings };
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
    const child = spawn(process.execPath, ['-e', GUARD, command, ...args], {
      env: environment(),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.#pid = child.pid;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString('utf8')).slice(-LAST_WORDS);
    });
    const again = { retries: 1, retryMs: 100, callMs: 60_000, breaker: { failures: 1_000 } };
    const server = serverAt(this.#spec, `http://127.0.0.1:${port}`, again);
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
    ready.catch(() => {});
    return Object.assign(running, { ready });
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

function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, CUDA_VISIBLE_DEVICES, LD_LIBRARY_PATH } = process.env;
  const given = { PATH, HOME, CUDA_VISIBLE_DEVICES, LD_LIBRARY_PATH };
  // The files are here: an engine that asks a hub for others would serve another model.
  return { ...given, LANG: 'C.UTF-8', HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address) return address.port;
  throw new RlarError('RLAR_WORKER_FAILED', 'no port is free');
}
