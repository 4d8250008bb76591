import pLimit, { type LimitFunction } from 'p-limit';
import type { Library } from '../../library/library.ts';
import type { Completer } from '../../models/completer.ts';
import type { Price } from '../../models/settings.ts';
import { RlarError } from '../../spec/errors.ts';
import type { AcquisitionEvent, AcquisitionOutcome, AcquisitionRequest } from '../code-agent/request.ts';
import { AcquisitionFolder, listAcquisitions, readAcquisition } from './acquisition-folder.ts';
import { acquisitionId, targetKey } from './acquisition-id.ts';
import { queuedState } from './queued-state.ts';
import { type Acquire, runAcquisition } from './run-acquisition.ts';
import type { AcquireSettings } from './settings.ts';
import { type AcquisitionState, isAnswer } from './state.ts';
import { readTrace, type TraceLine } from './trace.ts';

interface AcquisitionsOptions {
  readonly home: string;
  readonly settings: AcquireSettings;
  readonly price?: Price;
  readonly keepTexts: boolean;
  /** Called before the first question. @throws RlarError RLAR_MODEL_MISSING */
  readonly openModel: () => Promise<Completer>;
  /** The library as it is now. */
  readonly library: () => Library | Promise<Library>;
  readonly acquire: Acquire;
  /** Publishes what was admitted, keeps what was refused. */
  readonly keep: (outcome: AcquisitionOutcome, id: string) => Promise<void>;
  /** After every event and every model call of any acquisition. */
  readonly onProgress?: (state: AcquisitionState, event: AcquisitionEvent | null) => void;
}

/** An acquisition on its way. */
export interface Running {
  readonly id: string;
  /** True where it was in work already, or has its answer. */
  readonly joined: boolean;
  /** Resolves to the state it ends in; never rejects. */
  readonly done: Promise<AcquisitionState>;
}

/**
 * Works on acquisitions in the background, a bounded number at once and at most one for a target: who asks for one
 * that is in work joins it. What has its answer is not worked on again.
 */
export class Acquisitions {
  readonly #options: AcquisitionsOptions;
  readonly #limit: LimitFunction;
  readonly #running = new Map<string, Running>();
  readonly #closing = new AbortController();
  #model: Promise<Completer> | null = null;
  #calls = 0;

  constructor(options: AcquisitionsOptions) {
    this.#options = options;
    this.#limit = pLimit(options.settings.concurrency);
  }

  /** Questions that a model was asked since the start; answers out of traces are none. */
  get calls(): number {
    return this.#calls;
  }

  /**
   * @returns at once; the work goes on
   * @throws RlarError RLAR_MODEL_MISSING, RLAR_ACQUISITION_RUNNING where another process has the target
   */
  async request(request: AcquisitionRequest): Promise<Running> {
    const key = targetKey(request.target);
    const there = this.#running.get(key);
    if (there) return { ...there, joined: true };
    const id = acquisitionId(request);
    const state = readAcquisition(this.#options.home, id);
    if (state && isAnswer(state.status)) return { id, joined: true, done: Promise.resolve(state) };
    const completer = await this.#openModel();
    const raced = this.#running.get(key);
    return raced ? { ...raced, joined: true } : this.#start(id, key, request, state, completer);
  }

  /**
   * Goes on with an acquisition that was interrupted or failed.
   * @throws RlarError RLAR_NOT_FOUND where it or its request is not kept
   */
  async resume(id: string): Promise<Running> {
    const { home } = this.#options;
    const state = readAcquisition(home, id);
    if (!state) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
    if (isAnswer(state.status)) return { id, joined: true, done: Promise.resolve(state) };
    const there = this.#running.get(targetKey(state.target));
    if (there) return { ...there, joined: true };
    const request = new AcquisitionFolder(home, id).request();
    if (!request)
      throw new RlarError('RLAR_NOT_FOUND', `the samples of ${id} were not kept: ask with them again`);
    return this.request(request);
  }

  list(): AcquisitionState[] {
    return listAcquisitions(this.#options.home);
  }

  get(id: string): AcquisitionState | null {
    return readAcquisition(this.#options.home, id);
  }

  /** @returns what happened in it, in order */
  trace(id: string): TraceLine[] {
    return readTrace(new AcquisitionFolder(this.#options.home, id).trace);
  }

  /** Stops what is in work where it stands, and waits for that; it can go on later. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#running.values()].map((running) => running.done));
  }

  #start(
    id: string,
    key: string,
    request: AcquisitionRequest,
    before: AcquisitionState | null,
    completer: Completer,
  ): Running {
    const { home, keepTexts } = this.#options;
    const elsewhere = this.list().find(
      (other) => other.id !== id && other.status === 'running' && targetKey(other.target) === key,
    );
    if (elsewhere)
      throw new RlarError('RLAR_ACQUISITION_RUNNING', `${elsewhere.id} is in work in another process`);
    const folder = new AcquisitionFolder(home, id);
    folder.lock();
    const state = before ? { ...before, status: 'queued' as const } : queuedState(id, request, keepTexts);
    if (keepTexts && !before) folder.writeRequest(request);
    folder.writeState(state);
    const done = this.#limit(() => this.#work(folder, state, request, completer)).finally(() => {
      folder.unlock();
      this.#running.delete(key);
    });
    const running: Running = { id, joined: false, done };
    this.#running.set(key, running);
    return running;
  }

  async #work(
    folder: AcquisitionFolder,
    state: AcquisitionState,
    request: AcquisitionRequest,
    completer: Completer,
  ): Promise<AcquisitionState> {
    const { settings, price, keepTexts, acquire, keep, onProgress } = this.#options;
    const library = await this.#options.library();
    const tools = { completer, settings, keepTexts, acquire, keep, library, ...(price && { price }) };
    const watch = { signal: this.#closing.signal, ...(onProgress && { onProgress }) };
    return runAcquisition(folder, state, request, tools, watch);
  }

  /** Opened once; a failure is not kept, since the next one may come after the configuration was put right. */
  #openModel(): Promise<Completer> {
    this.#model ??= this.#options.openModel().then(
      (completer) => this.#counted(completer),
      (thrown: unknown) => {
        this.#model = null;
        throw thrown;
      },
    );
    return this.#model;
  }

  #counted(completer: Completer): Completer {
    return {
      name: completer.name,
      complete: (request) => {
        this.#calls += 1;
        return completer.complete(request);
      },
    };
  }
}
