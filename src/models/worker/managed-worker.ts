import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { FrameBounds } from '../../sandbox/frames.ts';
import { FunctionProcess } from '../../sandbox/functions/function-process.ts';
import type { Launched } from '../../sandbox/functions/launched.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import { orAborted } from '../../spec/or-aborted.ts';
import type { ToolHealth } from '../../spec/tool.ts';
import { InputRefused } from '../reward-models/ask-server.ts';
import type { RunServer } from '../reward-models/scorer-server.ts';
import type { ServedModel } from '../reward-models/served-model.ts';
import { type OpenRequest, type WorkerAnswer, workerAnswer } from './protocol.ts';

export interface ManagedWorkerSettings {
  /** For messages: what it runs. */
  readonly name: string;
  readonly launch: () => Launched;
  /** What a process is told first. */
  readonly open: () => Omit<OpenRequest, 'do'>;
  /** Processes at once; each holds the weights. */
  readonly processes?: number;
  /** Milliseconds that loading the model may take, and one request. */
  readonly openMs?: number;
  readonly requestMs?: number;
  /** Milliseconds before a process that died is started again; twice as long before the next time. */
  readonly restartMs?: number;
  /** Called before a process is started. @throws where it may not be */
  readonly before?: () => void;
}

/** Processes that one request may see die before it is given up. */
const MOST_DEATHS = 3;
const BOUNDS: FrameBounds = { bytes: 16 * 1024 * 1024, depth: 6, values: 200_000 };

/**
 * A reward model in processes of its own, which are started when the first request comes, and again when one has died: a
 * request that saw its process die is asked anew in the next one, so that no item is lost. A request that kills three
 * in a row is refused as a whole, and `ScorerClient` then sends its items alone: one that kills workers costs itself.
 */
export class ManagedWorker implements RunServer {
  readonly #settings: Required<ManagedWorkerSettings>;
  readonly #queue: PQueue;
  readonly #idle: FunctionProcess[] = [];
  readonly #all = new Set<FunctionProcess>();
  #restarts = 0;
  /** Times that it was closed. */
  #closed = 0;

  constructor(settings: ManagedWorkerSettings) {
    this.#settings = {
      ...{ processes: 1, openMs: 600_000, requestMs: 120_000, restartMs: 200, before: () => {} },
      ...settings,
    };
    this.#queue = new PQueue({ concurrency: this.#settings.processes });
  }

  get name(): string {
    return this.#settings.name;
  }

  /** Processes that were started because another had died. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Ids of the processes that run. */
  get pids(): number[] {
    return [...this.#all].flatMap((one) => one.pid ?? []);
  }

  async ask(_path: string, body: object, signal: AbortSignal): Promise<unknown> {
    return this.#inTurn(() => this.#answer(body), signal);
  }

  /** @returns whether a process runs, or could be started as far as can be seen without loading the model */
  health(): ToolHealth {
    try {
      if (this.#all.size === 0) this.#settings.before();
      return { ok: true };
    } catch (thrown) {
      return { ok: false, reason: `${this.name}: ${asRlarError(thrown).message}` };
    }
  }

  /** Loads the model where it is not loaded. */
  async served(signal: AbortSignal): Promise<ServedModel> {
    try {
      await this.warm(signal);
      return { is: 'right', revision: true };
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof RlarError) return { is: 'away', reason: thrown.message };
      throw thrown;
    }
  }

  /** @throws RLAR_WORKER_FAILED, RLAR_MODEL_TOO_LARGE, RLAR_SCORER_UNREACHABLE */
  async warm(signal: AbortSignal): Promise<void> {
    if (this.#all.size > 0) return;
    const take = async () => this.#giveBack(await this.#take());
    await this.#inTurn(() => this.#untilAlive(false, take), signal);
  }

  /** Ends the processes, and what waits for them. A worker that is used again starts anew. */
  async close(): Promise<void> {
    this.#closed += 1;
    this.#idle.length = 0;
    for (const one of this.#all) {
      one.hold(true);
      one.kill();
    }
    await this.#queue.onIdle();
    await Promise.all([...this.#all].map((one) => one.ended));
  }

  /** A process goes on with a request that nobody waits for any more: loading the weights anew would take longer. */
  #inTurn<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    const closed = this.#closed;
    const asked = this.#queue.add(() => {
      signal.throwIfAborted();
      this.#requireOpen(closed);
      return work();
    });
    asked.catch(() => {});
    return orAborted(asked, signal);
  }

  #requireOpen(closed: number): void {
    if (closed !== this.#closed) throw new RlarError('RLAR_SCORER_UNREACHABLE', `${this.name} was closed`);
  }

  async #answer(body: object): Promise<unknown> {
    const several = 'inputs' in body && Array.isArray(body.inputs) && body.inputs.length > 1;
    const received = await this.#untilAlive(several, async () => {
      const one = await this.#take();
      const answer = await this.#exchange(one, body, this.#settings.requestMs);
      this.#giveBack(one);
      return answer;
    });
    if ('scores' in received) return received;
    if ('refused' in received) throw new InputRefused(`${this.name}: ${received.refused}`, true);
    const reason = 'error' in received ? received.error : 'it gave no scores';
    throw new RlarError('RLAR_SCORER_INVALID', `${this.name}: ${reason}`);
  }

  /** Does the work again, in another process, where one died over it. @param several whether parts of it may do alone */
  async #untilAlive<Value>(several: boolean, work: () => Promise<Value>): Promise<Value> {
    const closed = this.#closed;
    for (let deaths = 1; ; deaths += 1) {
      try {
        return await work();
      } catch (thrown) {
        if (!(thrown instanceof Died)) throw thrown;
        this.#requireOpen(closed);
        const message = `${this.name}: ${deaths} processes ended over one request: ${thrown.message}`;
        if (deaths === MOST_DEATHS && several) throw new InputRefused(message);
        if (deaths === MOST_DEATHS) throw new RlarError('RLAR_SCORER_UNREACHABLE', message);
      }
      this.#restarts += 1;
      await sleep(this.#settings.restartMs * 2 ** (deaths - 1));
      this.#requireOpen(closed);
    }
  }

  async #take(): Promise<FunctionProcess> {
    for (let one = this.#idle.pop(); one; one = this.#idle.pop()) if (one.alive) return one;
    return this.#start();
  }

  #giveBack(one: FunctionProcess): void {
    if (!one.alive) return;
    one.hold(false);
    this.#idle.push(one);
  }

  async #start(): Promise<FunctionProcess> {
    this.#settings.before();
    const one = new FunctionProcess(this.#settings.launch());
    this.#all.add(one);
    void one.ended.then(() => this.#all.delete(one));
    const received = await this.#exchange(
      one,
      { do: 'open', ...this.#settings.open() },
      this.#settings.openMs,
    );
    if ('labels' in received) return one;
    one.kill();
    const reason = 'error' in received ? received.error : 'it says nothing of the model';
    throw new RlarError('RLAR_WORKER_FAILED', `${this.name}: ${reason}`);
  }

  /** @throws Died */
  async #exchange(one: FunctionProcess, value: object, ms: number): Promise<WorkerAnswer> {
    one.hold(true);
    const received = await one.ask(value, ms, BOUNDS);
    if (received.state === 'deadline') throw new Died(`no answer within ${ms} ms`);
    if (received.state === 'died') throw new Died(received.message || 'without a word');
    const parsed = workerAnswer.safeParse(received.value);
    if (parsed.success) return parsed.data;
    one.kill();
    throw new Died('it answered in another form than asked for');
  }
}

/** A process is gone, or was killed for silence; its last words. */
class Died extends Error {
  override readonly name = 'Died';
}
