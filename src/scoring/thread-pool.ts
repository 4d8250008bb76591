import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { asRlarError } from '../spec/errors.ts';
import { overTime } from '../spec/over-time.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';
import { failed } from '../spec/verdict.ts';
import type { Job, TimedVerdict } from './job.ts';
import { newProgress, PROGRESS } from './progress.ts';
import { countRollouts, sliceJobs } from './slice-jobs.ts';
import type { ThreadTask } from './thread-worker.ts';
import { Watchdog, type Watched } from './watchdog.ts';

/** Rollouts in one task. A larger task costs less per rollout to post; a smaller one costs less to run again after a kill. */
const TASK_ROLLOUTS = 32;

/**
 * Runs CPU-heavy tools in worker threads. When a rollout exceeds its time, its thread is killed and the rollout gets the
 * verdict that the card of its tool declares. The other rollouts of the task run again, so they lose nothing.
 */
export class ThreadPool {
  readonly #threads: number;
  readonly #cardOf: (tool: string) => ToolDeclaration;
  readonly #watchdog = new Watchdog();
  #pool: Piscina | null = null;
  #killed = 0;

  /** @param cardOf gives the card of a built-in tool */
  constructor(cardOf: (tool: string) => ToolDeclaration, threads?: number) {
    this.#cardOf = cardOf;
    this.#threads = threads ?? Math.max(1, availableParallelism() - 1);
  }

  /** Number of threads that were killed at a deadline or lost to a crash. */
  get killed(): number {
    return this.#killed;
  }

  /**
   * @param signal aborted when no caller wants the verdicts any more. Rollouts that were not begun are then skipped and
   * `failed`
   * @returns for each job, a verdict for each of its rollouts; an error of a tool or a rollout is a `failed` verdict and
   * does not reject
   */
  async run(jobs: readonly Job[], signal?: AbortSignal): Promise<TimedVerdict[][]> {
    const count = countRollouts(jobs);
    const pieces: Promise<TimedVerdict[]>[] = [];
    for (let from = 0; from < count; from += TASK_ROLLOUTS) {
      pieces.push(this.#runPiece(sliceJobs(jobs, from, from + TASK_ROLLOUTS), signal));
    }
    const verdicts = (await Promise.all(pieces)).flat();
    let next = 0;
    return jobs.map((job) => verdicts.slice(next, (next += job.rollouts.length)));
  }

  /** Starts the threads before the first task. */
  async warm(): Promise<void> {
    const pool = this.#start();
    const nothing = (): ThreadTask => ({ jobs: [], progress: newProgress() });
    await Promise.all(Array.from({ length: this.#threads }, () => pool.run(nothing())));
  }

  async close(): Promise<void> {
    await this.#pool?.close();
    this.#pool = null;
  }

  #start(): Piscina {
    const file = `./thread-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
    this.#pool ??= new Piscina({
      filename: new URL(file, import.meta.url).href,
      minThreads: this.#threads,
      maxThreads: this.#threads,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    return this.#pool;
  }

  async #runPiece(jobs: readonly Job[], signal?: AbortSignal): Promise<TimedVerdict[]> {
    if (jobs.length === 0) return [];
    if (signal?.aborted) return cancelled(jobs, signal);
    const watched: Watched = {
      progress: newProgress(),
      deadlines: jobs.flatMap((job) => job.rollouts.map(() => this.#cardOf(job.tool).deadlineMs)),
      abort: new AbortController(),
      over: null,
    };
    const task: ThreadTask = { jobs, progress: watched.progress };
    const leaveOut = (): void => {
      if (Atomics.load(watched.progress, PROGRESS) === 0) watched.abort.abort();
    };
    signal?.addEventListener('abort', leaveOut, { once: true });
    this.#watchdog.add(watched);
    try {
      return (await this.#start().run(task, { signal: watched.abort.signal })) as TimedVerdict[];
    } catch (thrown) {
      if (signal?.aborted) return cancelled(jobs, signal);
      this.#killed += 1;
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return await this.#withoutCulprit(jobs, watched, { crash: message, signal });
    } finally {
      signal?.removeEventListener('abort', leaveOut);
      this.#watchdog.remove(watched);
    }
  }

  /** Gives the running rollout its verdict, and runs all other rollouts of the task again. */
  async #withoutCulprit(
    jobs: readonly Job[],
    watched: Watched,
    { crash, signal }: { readonly crash: string; readonly signal: AbortSignal | undefined },
  ): Promise<TimedVerdict[]> {
    const { over, progress } = watched;
    const count = countRollouts(jobs);
    const culprit = Atomics.load(progress, PROGRESS) - 1;
    if (culprit < 0) {
      const verdict = failed('RLAR_TOOL_CRASHED', `no rollout ran in the worker thread: ${crash}`);
      return Array.from({ length: count }, () => ({ verdict, ms: 0 }));
    }
    const { tool } = sliceJobs(jobs, culprit, culprit + 1)[0]!;
    const verdict = over
      ? overTime(this.#cardOf(tool), over.why, over.limitMs)
      : failed('RLAR_TOOL_CRASHED', `${tool}: ${crash}`);
    const [before, behind] = await Promise.all([
      this.#runPiece(sliceJobs(jobs, 0, culprit), signal),
      this.#runPiece(sliceJobs(jobs, culprit + 1, count), signal),
    ]);
    return [...before, { verdict, ms: over?.limitMs ?? 0 }, ...behind];
  }
}

function cancelled(jobs: readonly Job[], { reason }: AbortSignal): TimedVerdict[] {
  const { code, message } = asRlarError(reason);
  const verdict = failed(code, message);
  return Array.from({ length: countRollouts(jobs) }, () => ({ verdict, ms: 0 }));
}
