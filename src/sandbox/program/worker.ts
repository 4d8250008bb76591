import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { TimeOver } from '../../spec/over-time.ts';
import { encodeFrame, type FrameBounds, FrameReader } from '../frames.ts';
import { lastWords } from '../last-words.ts';
import { droppedUser, findBubblewrap } from './bubblewrap.ts';
import type { ControlGroup } from './control-group.ts';
import { returnControlGroup, takeControlGroup } from './control-groups.ts';
import {
  BLOCK_FD,
  killProcess,
  readableAt,
  readStatus,
  writableAt,
  yieldProcessor,
} from './first-process.ts';
import { sandboxStdio } from './inherited-descriptors.ts';
import { residentBytes, watchMemory } from './resident-memory.ts';
import { seccompFilter } from './seccomp.ts';
import { SLOW_MS } from './slots.ts';
import { processorMs, processTree, readThreads } from './thread-times.ts';
import { TimeLimit } from './time-limit.ts';
import { workerArguments } from './worker-arguments.ts';
import type { WorkerJob, WorkerReply } from './worker-job.ts';

/** When the first process is killed by number, if it did not die with bubblewrap. */
const LAST_MS = 300;
/** A reply holds little but two outputs of at most a mebibyte each. One byte of an output may be written as six. */
const BOUNDS: FrameBounds = { bytes: 16 * 1024 * 1024, depth: 6, values: 500 };

/** @returns bytes of the Python that every process of a job is forked from */
function warmBytes(first: number | null): number {
  return first === null ? 0 : Math.max(0, ...processTree(first).map(residentBytes));
}

/**
 * One warm Python in one bubblewrap, which forks isolated processes for one job at a time. Everything that goes wrong
 * is answered by killing it: the first process of its PID namespace takes all others with it.
 */
export class Worker {
  readonly #child: ChildProcess;
  readonly #group: ControlGroup | null;
  #pending: ((reply: WorkerReply) => void) | null = null;
  #nonce = '';
  readonly #frames = new FrameReader();
  readonly #stderr: () => string;
  #dead = false;
  readonly #ended = Promise.withResolvers<void>();
  #killed = false;
  #yields = false;
  #first: number | null = null;
  #warmBytes = 0;
  #memoryOver = false;
  readonly #input: Writable | null;
  jobs = 0;

  private constructor(child: ChildProcess, group: ControlGroup | null) {
    this.#child = child;
    this.#group = group;
    this.#input = writableAt(child, 0);
    const results = readableAt(child, 1);
    results.on('data', (chunk: Buffer) => this.#take(chunk));
    results.on('error', () => {});
    this.#stderr = lastWords(readableAt(child, 2));
    child.once('error', () => this.#died());
    child.once('close', () => this.#died());
  }

  /**
   * Starts a worker and waits until it is warm.
   * @throws RLAR_SANDBOX_MISSING
   */
  static async start(): Promise<Worker | null> {
    const group = takeControlGroup();
    group?.reset(512 * 1024 * 1024, 256);
    const child = spawn(findBubblewrap(), workerArguments(seccompFilter()), {
      ...droppedUser(),
      cwd: '/',
      env: {},
      stdio: sandboxStdio(5),
    });
    const { first } = readStatus(child);
    const worker = new Worker(child, group);
    const ready = worker.#wait(10_000);
    worker.#first = await first;
    if (worker.#first) await (group?.add(worker.#first) ?? yieldProcessor(worker.#first));
    writableAt(child, BLOCK_FD)?.end('go');
    if ((await ready).state === 'answered') {
      if (group === null) worker.#warmBytes = warmBytes(worker.#first);
      return worker;
    }
    worker.kill();
    return null;
  }

  /** Settles when the process is gone. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get alive(): boolean {
    return !this.#dead && !this.#killed;
  }

  /** A reply without the nonce of its job, or any byte too many, is the end of the worker; its job is run again. */
  #take(chunk: Buffer): void {
    if (this.#killed) return;
    const taken = this.#frames.take(chunk);
    if (taken.state === 'more') return;
    if (taken.state === 'frame' && taken.value.nonce === this.#nonce)
      this.#settle({ state: 'answered', result: taken.value });
    else this.kill();
  }

  #settle(reply: WorkerReply): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.(reply);
  }

  #died(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#ended.resolve();
    this.#first = null;
    const memoryExceeded = this.#memoryOver || (this.#group?.memoryExceeded() ?? false);
    returnControlGroup(this.#group);
    this.#settle({ state: 'died', memoryExceeded, message: this.#stderr() });
  }

  #wait(deadlineMs: number, slowMs = SLOW_MS, urgent = false): Promise<WorkerReply> {
    this.#yields = false;
    if (urgent) this.#group?.promote();
    this.#frames.expect(BOUNDS);
    return new Promise((resolve) => {
      const time = new TimeLimit({
        limitMs: deadlineMs,
        fresh: false,
        read: () => readThreads(this.#group?.processes() ?? (this.#first ? processTree(this.#first) : [])),
        usedMs: () => this.#group?.cpuMs() ?? processorMs(this.#first ? processTree(this.#first) : []),
        onOver: (why: TimeOver) => {
          this.#pending = null;
          this.kill();
          resolve({ state: 'deadline', starved: why === 'starved' });
        },
        onLook: (ranMs) => {
          if (this.#yields && !urgent && ranMs >= slowMs) this.#group?.demote();
        },
      }).watch();
      this.#pending = (reply) => {
        time.stop();
        resolve(reply);
      };
      if (this.#dead) this.#settle({ state: 'died', memoryExceeded: false, message: 'it was gone before' });
    });
  }

  /** Runs one job. One at a time: the caller sees to that. */
  run(job: WorkerJob): Promise<WorkerReply> {
    this.jobs += 1;
    this.#group?.reset(job.memoryBytes, 256);
    const reply = this.#wait(job.deadlineMs, job.slowMs, job.urgent);
    const abort = (): void => this.kill();
    job.signal?.addEventListener('abort', abort, { once: true });
    void reply.finally(() => job.signal?.removeEventListener('abort', abort));
    if (this.#group === null) void reply.finally(this.#watchMemory(job.memoryBytes));
    this.#nonce = crypto.randomUUID();
    const frames = [job.header, ...job.parts, { nonce: this.#nonce }].map(encodeFrame);
    this.#input?.write(Buffer.concat([Buffer.from('J'), ...frames]));
    return reply;
  }

  /** Where no control group bounds it. @returns the end of the watch */
  #watchMemory(bytes: number): () => void {
    return watchMemory({
      first: () => this.#first,
      bytes,
      shared: this.#warmBytes,
      onOver: () => {
        this.#memoryOver = true;
        this.kill();
      },
    });
  }

  /**
   * Gives way to everything else on the machine until the next job, once it has used the processor for as long as what
   * is slow: a job that only waited for one would get still less of it.
   */
  demote(): void {
    this.#yields = true;
  }

  /** Kills the worker and all that runs in it. */
  kill(): void {
    if (this.#dead || this.#killed) return;
    this.#killed = true;
    this.#child.kill('SIGKILL');
    setTimeout(() => killProcess(this.#first), LAST_MS).unref();
  }

  /** Lets the event loop end while the worker waits for work, or not. */
  hold(held: boolean): void {
    const status = this.#child.stdio[3];
    const streams: unknown[] = [
      this.#child,
      this.#child.stdin,
      this.#child.stdout,
      this.#child.stderr,
      status,
    ];
    for (const handle of streams) {
      if (typeof handle !== 'object' || handle === null) continue;
      const method: unknown = Reflect.get(handle, held ? 'ref' : 'unref');
      if (typeof method === 'function') Reflect.apply(method, handle, []);
    }
  }
}
