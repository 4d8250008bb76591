import { asRlarError } from '../spec/errors.ts';
import { type DoJob, isHeld, type Job, type Jobs, type WorkOptions } from './jobs.ts';

const LOOK_EVERY_MS = 5_000;

/** Does the open jobs of a kind that nobody holds, by looking for them now and then. */
export class PolledJobs {
  readonly #jobs: Pick<Jobs, 'list'>;
  readonly #kind: string;
  readonly #does: DoJob;
  readonly #options: WorkOptions;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | null = null;

  constructor(jobs: Pick<Jobs, 'list'>, kind: string, does: DoJob, options: WorkOptions) {
    this.#jobs = jobs;
    this.#kind = kind;
    this.#does = does;
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), options.lookEveryMs ?? LOOK_EVERY_MS).unref();
    this.#look();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await this.#looking;
    await Promise.all(this.#running.values());
  }

  #look(): void {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
    });
  }

  async #lookOnce(): Promise<void> {
    const { concurrency = 1, onTrouble } = this.#options;
    try {
      for (const job of await this.#jobs.list(this.#kind)) {
        const isLeft = job.state === 'open' && !isHeld(job) && !this.#running.has(job.id);
        if (!isLeft || this.#running.size >= concurrency || this.#closing.signal.aborted) continue;
        const work = this.#doOnce(job).finally(() => this.#running.delete(job.id));
        this.#running.set(job.id, work);
      }
    } catch (thrown) {
      onTrouble?.(asRlarError(thrown).message);
    }
  }

  /** What failed is found again by a later look. */
  async #doOnce(job: Job): Promise<void> {
    try {
      await this.#does(job, this.#closing.signal);
    } catch (thrown) {
      this.#options.onTrouble?.(asRlarError(thrown).message);
    }
  }
}
