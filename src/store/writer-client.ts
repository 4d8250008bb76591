import { createHistogram } from 'node:perf_hooks';
import { ERRORS, type ErrorCode, RlarError } from '../spec/errors.ts';
import { encodeBatch } from './encoded-batch.ts';
import type { LedgerGroup } from './ledger.ts';
import type { JobAnswer, WriterJob, WriterMessage, WriterMethod, WriterMethods } from './writer-jobs.ts';

/** The target of jobs: a writer in another thread, or in this thread. */
export interface WriterPort {
  post(job: WriterJob): void;
  /** Resolves when all posted jobs are answered and the database is closed. */
  close(): Promise<void>;
  /** Sets whether pending answers keep the process alive. */
  hold(held: boolean): void;
}

interface Pending {
  resolve(answer: JobAnswer): void;
  reject(error: RlarError): void;
  readonly weight: number;
}

/** The calling side of the writer. It numbers jobs, delays appends while too many bytes are pending, and settles promises. */
export class WriterClient {
  readonly #port: WriterPort;
  readonly #bound: number;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting: (() => void)[] = [];
  readonly #commitMicroseconds = createHistogram();
  #broken: RlarError | null = null;
  #draining: Promise<void> | null = null;
  #closing: Promise<void> | null = null;
  #whenIdle: (() => void) | null = null;
  #lastId = 0;
  #weight = 0;
  #commits = 0;

  /** @param connect makes the port from two callbacks: for its messages, and for its death */
  constructor(connect: (client: WriterClient) => WriterPort, pendingBytes: number) {
    this.#bound = pendingBytes;
    this.#port = connect(this);
  }

  get pendingBytes(): number {
    return this.#weight;
  }

  get commits(): number {
    return this.#commits;
  }

  /** Milliseconds from begin to commit, over the life of this client; 0 before the first. */
  commitMs(percentile: number): number {
    return this.#commits === 0 ? 0 : this.#commitMicroseconds.percentile(percentile) / 1000;
  }

  /** @returns the number of the first record; the others follow without a gap */
  async append(groups: readonly LedgerGroup[]): Promise<number> {
    this.#refuseWhenClosed();
    if (this.#weight < this.#bound && this.#waiting.length === 0) return this.#append(groups);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => this.#append(groups).then(resolve, reject));
    });
  }

  async call<Method extends WriterMethod>(
    method: Method,
    argument: Parameters<WriterMethods[Method]>[0],
  ): Promise<ReturnType<WriterMethods[Method]>> {
    this.#refuseWhenClosed();
    return this.#send(method, argument, 0);
  }

  /** Refuses new jobs, and waits for the earlier ones. */
  drain(): Promise<void> {
    this.#draining ??=
      this.#pending.size === 0 ? Promise.resolve() : new Promise((resolve) => (this.#whenIdle = resolve));
    return this.#draining;
  }

  /** Drains, then closes. Any number of calls. */
  close(): Promise<void> {
    this.#closing ??= this.drain().then(() => (this.#broken ? undefined : this.#port.close()));
    return this.#closing;
  }

  receive(message: WriterMessage): void {
    if (message.type !== 'answers') return;
    this.#commits += 1;
    this.#commitMicroseconds.record(Math.max(1, Math.round(message.ms * 1000)));
    for (const reply of message.answers) {
      const pending = this.#pending.get(reply.id);
      if (!pending) continue;
      this.#pending.delete(reply.id);
      this.#weight -= pending.weight;
      if ('answer' in reply) pending.resolve(reply.answer);
      else pending.reject(new RlarError(knownCode(reply.code), reply.message));
    }
    if (this.#pending.size === 0) this.#port.hold(false);
    this.#release();
  }

  /** The writer is gone. All pending jobs reject, and so do all later jobs. */
  broke(error: RlarError): void {
    this.#broken ??= error;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    this.#weight = 0;
    this.#release();
  }

  async #append(groups: readonly LedgerGroup[]): Promise<number> {
    const batch = encodeBatch(groups);
    return this.#send('append', batch, batch.weight);
  }

  #send<Method extends WriterMethod>(
    method: Method,
    argument: Parameters<WriterMethods[Method]>[0],
    weight: number,
  ): Promise<ReturnType<WriterMethods[Method]>> {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      // The writer answers a job with the return value of its method. The type system cannot check this across threads.
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject, weight });
      this.#weight += weight;
      if (this.#pending.size === 1) this.#port.hold(true);
      this.#port.post({ id, method, argument } as WriterJob);
    });
  }

  #release(): void {
    while (this.#waiting.length > 0 && (this.#broken || this.#weight < this.#bound))
      this.#waiting.shift()?.();
    if (this.#pending.size === 0 && this.#waiting.length === 0) this.#whenIdle?.();
  }

  #refuseWhenClosed(): void {
    if (this.#draining) throw new RlarError('RLAR_STORE_FAILED', 'the store is closed');
  }
}

/** @returns the error code of an error from another thread */
export function knownCode(code: string): ErrorCode {
  return isErrorCode(code) ? code : 'RLAR_STORE_FAILED';
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
