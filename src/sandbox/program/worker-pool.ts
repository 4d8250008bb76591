import { availableParallelism } from 'node:os';
import { RlarError } from '../../spec/errors.ts';
import { Slots } from './slots.ts';
import { Worker } from './worker.ts';
import type { WorkerJob, WorkerReply } from './worker-job.ts';

/** A worker is replaced after this many jobs, so that nothing can build up in it. */
const JOBS_PER_WORKER = 2_000;

/**
 * As many warm workers as there are processors, each with one job at a time; further jobs wait their turn. Workers
 * start with the first job, and do not keep the process alive while they are idle.
 */
export class WorkerPool {
  readonly #size: number;
  readonly #slots: Slots;
  readonly #idle: Worker[] = [];
  /** Counts calls of `close`: a worker that was busy then does not become idle again. */
  #epoch = 0;

  constructor(size: number = availableParallelism()) {
    this.#size = size;
    this.#slots = new Slots(size, size * 4);
  }

  /**
   * @returns what came of the job; the deadline counts from when a worker takes it
   * @throws RLAR_SANDBOX_MISSING, RLAR_SANDBOX_FAILED where no worker starts
   */
  run(job: WorkerJob): Promise<WorkerReply> {
    const epoch = this.#epoch;
    return this.#slots.run(async (whenSlow) => {
      job.signal?.throwIfAborted();
      const worker = await this.#take();
      whenSlow(() => worker.demote());
      worker.hold(true);
      const reply = await worker.run(job);
      const room = this.#idle.length < this.#size && epoch === this.#epoch;
      if (room && worker.alive && reply.state === 'answered' && worker.jobs < JOBS_PER_WORKER) {
        worker.hold(false);
        this.#idle.push(worker);
      } else worker.kill();
      return reply;
    }, job.slowMs);
  }

  async #take(): Promise<Worker> {
    for (let worker = this.#idle.pop(); worker; worker = this.#idle.pop()) if (worker.alive) return worker;
    const started = (await Worker.start()) ?? (await Worker.start());
    if (started) return started;
    throw new RlarError('RLAR_SANDBOX_FAILED', 'The warm worker did not start.');
  }

  /** Kills all idle workers now, and busy ones after their job. A later job starts new ones. */
  async close(): Promise<void> {
    this.#epoch += 1;
    const idle = this.#idle.splice(0);
    for (const worker of idle) {
      worker.hold(true);
      worker.kill();
    }
    await Promise.all(idle.map((worker) => worker.ended));
  }
}

let shared: WorkerPool | undefined;

/** @returns the pool of this process */
export function workerPool(): WorkerPool {
  shared ??= new WorkerPool();
  return shared;
}
