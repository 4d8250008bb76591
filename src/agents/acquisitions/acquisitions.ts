import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Library } from '../../library/library.ts';
import type { Completer } from '../../models/completer.ts';
import type { Price } from '../../models/settings.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import { orAborted } from '../../spec/or-aborted.ts';
import type { Job } from '../../store/jobs.ts';
import type { AcquisitionOutcome } from '../code-agent/request.ts';
import type { AcquisitionEvent } from './acquisition-event.ts';
import { AcquisitionFiles } from './acquisition-files.ts';
import { acquisitionId, targetKey } from './acquisition-id.ts';
import { type AnyRequest, isForModel } from './any-request.ts';
import { keepLease, LEASE, type Lease } from './lease.ts';
import { NO_MODEL } from './no-model.ts';
import { queuedState } from './queued-state.ts';
import { ACQUISITION, openRecordedAcquisitions, type RecordedAcquisitions } from './recorded-acquisitions.ts';
import { type Acquire, runAcquisition } from './run-acquisition.ts';
import type { AcquireSettings } from './settings.ts';
import { type AcquisitionState, isAnswer, storedRequest } from './state.ts';
import type { TraceLine } from './trace.ts';

interface AcquisitionsOptions {
  readonly home: string;
  readonly settings: AcquireSettings;
  readonly price?: Price;
  readonly keepTexts: boolean;
  /** Called before the first question. @throws RlarError RLAR_MODEL_MISSING */
  readonly openModel: () => Promise<Completer>;
  /** Gives the current library. */
  readonly library: () => Library | Promise<Library>;
  readonly acquire: Acquire;
  /** Publishes an admitted tool, and stores a refused one. */
  readonly keep: (outcome: AcquisitionOutcome, id: string) => Promise<void>;
  /** Length of the leases, for tests that cannot wait for the usual length. */
  readonly lease?: { readonly ms: number; readonly renewEveryMs: number };
  /** Called after every event and every model call of any acquisition. */
  readonly onProgress?: (state: AcquisitionState, event: AcquisitionEvent | null) => void;
}

/** Milliseconds between two looks at a job of another owner. */
const LOOK_AGAIN_MS = 200;

/** A started acquisition. */
export interface Running {
  readonly id: string;
  /** True for an acquisition that was already in work, or already has its answer. */
  readonly joined: boolean;
  /** Resolves to the state it ends in; never rejects. */
  readonly done: Promise<AcquisitionState>;
}

/**
 * Works on acquisitions in the background: a bounded number at once, and at most one for a target. A request for a running
 * acquisition joins it. A finished acquisition is not repeated. Each acquisition is a job in the store with a lease, so
 * that after a crash of the process or the container another process continues it.
 */
export class Acquisitions {
  readonly #options: AcquisitionsOptions;
  readonly #limit: LimitFunction;
  readonly #owner: string = randomUUID();
  readonly #running = new Map<string, Running>();
  readonly #starting = new Map<string, Promise<Running>>();
  readonly #closing = new AbortController();
  #recorded: Promise<RecordedAcquisitions> | null = null;
  #model: Promise<Completer> | null = null;
  #calls = 0;

  constructor(options: AcquisitionsOptions) {
    this.#options = options;
    this.#limit = pLimit(options.settings.concurrency);
  }

  /** Number of model calls since the start. Answers from traces do not count. */
  get calls(): number {
    return this.#calls;
  }

  /**
   * @returns the acquisition as soon as its work has begun. The work goes on in the background
   * @throws RlarError RLAR_MODEL_MISSING, RLAR_ACQUISITION_RUNNING where another process has the target
   */
  async request(request: AnyRequest): Promise<Running> {
    const key = targetKey(request.target);
    const there = this.#running.get(key);
    if (there) return { ...there, joined: true };
    const starting = this.#starting.get(key);
    if (starting) {
      await starting.catch(() => {});
      return this.request(request);
    }
    const begun = this.#begin(key, request).finally(() => this.#starting.delete(key));
    this.#starting.set(key, begun);
    return begun;
  }

  /**
   * Goes on with an acquisition that was interrupted or failed.
   * @throws RlarError RLAR_NOT_FOUND where it or its request is not kept
   */
  async resume(id: string): Promise<Running> {
    const state = await this.get(id);
    if (!state) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
    if (isAnswer(state.status)) return { id, joined: true, done: Promise.resolve(state) };
    const there = this.#running.get(targetKey(state.target));
    if (there) return { ...there, joined: true };
    const request = await (await this.#open()).of(id).request();
    if (!request)
      throw new RlarError('RLAR_NOT_FOUND', `the samples of ${id} were not kept: ask with them again`);
    return this.request(request);
  }

  /**
   * Works on a job that was left: by a process that takes no acquisitions itself, or by one that died. An acquisition whose
   * samples were not kept, or that nobody can be asked for, is left for `resume`.
   * @param signal aborted when the job is to be left to others; `close` ends the work itself
   * @throws RLAR_ACQUISITION_RUNNING, or the signal's reason
   */
  async take({ id, spec }: Job, signal: AbortSignal): Promise<void> {
    const offered = storedRequest.safeParse(spec.request);
    const recorded = await this.#open();
    const request = (await recorded.of(id).request()) ?? (offered.success ? offered.data : null);
    if (!request) return;
    try {
      await orAborted((await this.request(request)).done, signal);
    } catch (thrown) {
      if (!(thrown instanceof RlarError && thrown.code === 'RLAR_MODEL_MISSING')) throw thrown;
    }
  }

  async list(): Promise<AcquisitionState[]> {
    return (await this.#open()).list();
  }

  async get(id: string): Promise<AcquisitionState | null> {
    return (await this.#open()).get(id);
  }

  /** @returns the events of an acquisition, in order */
  async trace(id: string): Promise<TraceLine[]> {
    return (await this.#open()).of(id).trace();
  }

  /** Stops the running acquisitions and waits until they have stopped. They can continue later. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#starting.values());
    await Promise.all([...this.#running.values()].map((running) => running.done));
    await (await this.#recorded?.catch(() => null))?.close();
    this.#recorded = null;
  }

  async #begin(key: string, request: AnyRequest): Promise<Running> {
    const id = acquisitionId(request);
    const before = await this.get(id);
    if (before && isAnswer(before.status)) return { id, joined: true, done: Promise.resolve(before) };
    const completer = await this.#modelFor(request);
    const lease = await this.#claim(id, key);
    const { keepTexts } = this.#options;
    const files = new AcquisitionFiles((await this.#open()).files, id);
    const state = before ? { ...before, status: 'queued' as const } : queuedState(id, request, keepTexts);
    try {
      if (keepTexts && !before) await files.writeRequest(request);
      await files.writeState(state);
    } catch (thrown) {
      await lease.end('open').catch(() => {});
      throw thrown;
    }
    const done = this.#limit(() => this.#work(files, state, request, completer, lease)).finally(() =>
      this.#running.delete(key),
    );
    const running: Running = { id, joined: false, done };
    this.#running.set(key, running);
    return running;
  }

  /**
   * If another owner holds the target, waits until the lease runs out or is renewed. A renewal shows that the owner is
   * alive.
   * @throws RLAR_ACQUISITION_RUNNING
   */
  async #claim(id: string, key: string): Promise<Lease> {
    const { lease = LEASE } = this.#options;
    const { jobs } = await this.#open();
    const spec = (await jobs.get(id))?.spec ?? {};
    const claim = { id, kind: ACQUISITION, key, spec, owner: this.#owner, leaseMs: lease.ms };
    const patience = Date.now() + lease.ms;
    let first: Job | null = null;
    for (;;) {
      const held = await jobs.claim(claim);
      if (!held) return keepLease(jobs, id, this.#owner, lease);
      first ??= held;
      const isAlive = held.until !== first.until || held.owner !== first.owner;
      if (isAlive || Date.now() > patience || this.#closing.signal.aborted)
        throw new RlarError('RLAR_ACQUISITION_RUNNING', `${held.id} is in work in another process`);
      await setTimeout(LOOK_AGAIN_MS);
    }
  }

  async #work(
    files: AcquisitionFiles,
    state: AcquisitionState,
    request: AnyRequest,
    completer: Completer,
    lease: Lease,
  ): Promise<AcquisitionState> {
    const { settings, price, keepTexts, acquire, keep, onProgress } = this.#options;
    let ended: AcquisitionState;
    try {
      const library = await this.#options.library();
      const tools = { completer, settings, keepTexts, acquire, keep, library, ...(price && { price }) };
      const watch = { signal: this.#closing.signal, lost: lease.lost, ...(onProgress && { onProgress }) };
      ended = await runAcquisition(files, state, request, tools, watch);
    } catch (thrown) {
      // It goes on from its last step that was kept, when the store is back.
      ended = { ...state, status: 'interrupted', note: asRlarError(thrown).message };
    }
    // A lease that cannot be given back runs out.
    await lease.end(ended.status === 'interrupted' ? 'open' : 'ended').catch(() => {});
    return ended;
  }

  #open(): Promise<RecordedAcquisitions> {
    this.#recorded ??= openRecordedAcquisitions(this.#options.home).catch((thrown: unknown) => {
      this.#recorded = null;
      throw thrown;
    });
    return this.#recorded;
  }

  /** Rules can choose a reward model without a language model; a program needs one that writes it. */
  #modelFor(request: AnyRequest): Promise<Completer> {
    return this.#openModel().catch((thrown: unknown) => {
      if (isForModel(request) && thrown instanceof RlarError && thrown.code === 'RLAR_MODEL_MISSING')
        return NO_MODEL;
      throw thrown;
    });
  }

  /** Opened lazily; a failed attempt is retried, because the configuration may have been fixed. */
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
