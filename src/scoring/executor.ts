import { RlarError } from '../spec/errors.ts';
import { Stretches } from '../spec/give-way.ts';
import { orAborted } from '../spec/or-aborted.ts';
import type { Tool, ToolRollout } from '../spec/tool.ts';
import { HandedOver } from './handed-over.ts';
import { Interest } from './interest.ts';
import { crashed, inapplicableReason, type Job, type TimedVerdict } from './job.ts';
import { type Placement, placementOf } from './placement.ts';
import { type KnownHealth, Readiness } from './readiness.ts';
import { ResultCache } from './result-cache.ts';
import { inapplicableHere, runInline, runInTurn } from './run-here.ts';
import { shownRollout } from './shown-rollout.ts';
import { ThreadPool } from './thread-pool.ts';
import { ToolTurns } from './tool-turns.ts';
import type { Answer, ExecutorOptions, Work } from './work.ts';

/** One call's part in a piece of work. */
interface Asked {
  readonly put: (at: number, timed: TimedVerdict, cached: boolean) => void;
  readonly waits: Promise<void>[];
  readonly interest: Interest;
  readonly signal: AbortSignal | undefined;
}

/**
 * The single place that runs tools. Inline tools run on the calling thread, and thread tools in a pool of killable threads.
 * All other tools wait on a process, an endpoint or a user's code, and run in turns. Tools that run programs may be handed over
 * to other processes. An error never becomes a number. A
 * place of a tool stays taken until its work has ended. Training runs take turns at the places of a tool.
 */
export class Executor {
  readonly #pool: ThreadPool;
  readonly #cache: ResultCache;
  readonly #turns: ToolTurns;
  readonly #readiness: Readiness;
  readonly #tools = new Map<string, Tool>();
  readonly #inWork = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  readonly #threads: number | undefined;
  readonly #elsewhere: HandedOver | null;

  constructor({
    threads,
    concurrency = 32,
    cacheEntries = 50_000,
    healthMs: everyMs = 5_000,
    elsewhere,
  }: ExecutorOptions = {}) {
    this.#threads = threads;
    this.#elsewhere = elsewhere ? new HandedOver(elsewhere) : null;
    this.#turns = new ToolTurns(concurrency);
    this.#pool = new ThreadPool((id) => this.#tools.get(id)!.declaration, threads);
    this.#cache = new ResultCache(cacheEntries);
    this.#readiness = new Readiness({ everyMs });
  }

  /**
   * @param signal aborted when the caller no longer wants the answers. Work that other callers also wait for goes on
   * @returns by work and rollout, one answer each, in order; an error of a tool or a rollout is a `failed` verdict and does
   * not reject
   * @throws the signal's reason
   */
  async run(works: readonly Work[], signal?: AbortSignal): Promise<Answer[][]> {
    signal?.throwIfAborted();
    const interests: Interest[] = [];
    const interestOf = (): Interest => {
      const interest = new Interest();
      interest.join(signal);
      interests.push(interest);
      return interest;
    };
    const inThreads = interestOf();
    const answers = works.map(({ rollouts }) => rollouts.map((): Answer | null => null));
    const jobs: { job: Job; settle: (timed: TimedVerdict, at: number) => void }[] = [];
    const waits: Promise<void>[] = [];
    const stretches = new Stretches();
    for (const [index, work] of works.entries()) {
      if (index > 0) await stretches.giveWay();
      const put = (at: number, timed: TimedVerdict, cached: boolean): void => {
        answers[index]![at] = { ...timed, cached };
      };
      const where = this.#placeOf(work.tool, work.rollouts);
      // Inline work ends before any caller can abort it, so it needs no interest of its own.
      const interest = where === 'turns' || where === 'elsewhere' ? interestOf() : inThreads;
      const { rollouts, settle } = this.#open(work, where, { put, waits, interest, signal });
      if (rollouts.length === 0) continue;
      const job: Job = { tool: work.tool.declaration.id, query: work.query, options: work.options, rollouts };
      if (where === 'thread') {
        this.#tools.set(job.tool, work.tool);
        jobs.push({ job, settle });
      } else waits.push(this.#runHere(work, job, where, interest.signal).then((all) => all.forEach(settle)));
    }
    if (jobs.length > 0)
      waits.push(
        this.#pool
          .run(
            jobs.map(({ job }) => job),
            inThreads.signal,
          )
          .then((all) => all.forEach((verdicts, at) => verdicts.forEach(jobs[at]!.settle))),
      );
    const done = Promise.all(waits).finally(() => {
      this.#inWork.delete(done);
      for (const interest of interests) interest.end();
    });
    this.#inWork.add(done);
    await orAborted(done, signal);
    return answers.map((list) => list.map((answer) => answer!));
  }

  /**
   * Asks a tool whether it can serve a query. The tool is prepared where it is prepared for scoring, and judges nothing.
   * @returns the reason why no response can be judged; null where the query shows no such reason
   */
  async inapplicable({
    tool,
    query,
    options,
  }: Pick<Work, 'tool' | 'query' | 'options'>): Promise<string | null> {
    const { id } = tool.declaration;
    if (this.#placeOf(tool, []) !== 'thread') return inapplicableHere(tool, query, options);
    this.#tools.set(id, tool);
    const [verdicts] = await this.#pool.run([
      { tool: id, query, options, rollouts: [{ text: '' }], onlyPrepare: true },
    ]);
    return inapplicableReason(verdicts![0]!.verdict);
  }

  /**
   * Runs a batch that another process handed over, of a tool that runs programs. Its rollouts are as the tool is shown them.
   * @throws the signal's reason
   */
  async runHandedOver(tool: Tool, job: Job, signal: AbortSignal): Promise<TimedVerdict[]> {
    const work = { tool, query: job.query, options: job.options, rollouts: job.rollouts };
    const running = this.#runHere(work, job, 'turns', signal);
    const done = running.finally(() => this.#inWork.delete(done));
    this.#inWork.add(done);
    await orAborted(done, signal);
    return running;
  }

  /** Starts the threads and opens the tools before the first request. */
  async warm(tools: readonly Tool[] = []): Promise<void> {
    await Promise.all([this.#pool.warm(), this.#readiness.warm(this.#ofHere(tools))]);
  }

  /** @returns the last known health of each tool that declares `health`, without waiting for an answer */
  healthOf(tools: readonly Tool[]): KnownHealth[] {
    return this.#readiness.known(this.#ofHere(tools));
  }

  /** Number of threads that were killed at a deadline or lost to a crash. */
  get killedThreads(): number {
    return this.#pool.killed;
  }

  /** Ends the running work, then the threads. The maker of a tool closes it, not the executor. */
  async close(): Promise<void> {
    this.#closing.abort(new RlarError('RLAR_SHUTTING_DOWN', 'the service was closed'));
    this.#readiness.close();
    await this.#elsewhere?.close();
    await Promise.allSettled(this.#inWork);
    await this.#pool.close();
    this.#cache.clear();
  }

  /**
   * Answers rollouts from the cache, joins running work for the same rollouts, and returns the rollouts that still have to
   * run.
   */
  #open(
    { tool, options, rollouts: whole, queryKey }: Work,
    where: Placement,
    { put, waits, interest, signal }: Asked,
  ): { rollouts: readonly ToolRollout[]; settle: (timed: TimedVerdict, at: number) => void } {
    const { declaration } = tool;
    const shown = whole.map((rollout) => shownRollout(declaration, rollout));
    if (where === 'inline' || tool.batch === 'group' || queryKey === undefined)
      return { rollouts: shown, settle: (timed, at) => put(at, timed, false) };
    const dependsOn = JSON.stringify([declaration.id, declaration.version, options, queryKey]);
    const rollouts: ToolRollout[] = [];
    const settles: ((timed: TimedVerdict) => void)[] = [];
    for (const [at, rollout] of shown.entries()) {
      const found = this.#cache.find(dependsOn, rollout, interest, signal);
      if ('kept' in found) put(at, found.kept, true);
      else if ('running' in found) waits.push(found.running.then((timed) => put(at, timed, true)));
      else {
        rollouts.push(rollout);
        settles.push((timed) => {
          found.settle(timed);
          put(at, timed, false);
        });
      }
    }
    return { rollouts, settle: (timed, at) => settles[at]!(timed) };
  }

  #placeOf(tool: Tool, rollouts: readonly ToolRollout[]): Placement {
    return placementOf(tool, rollouts, {
      threads: this.#threads !== 0,
      elsewhere: this.#elsewhere !== null,
    });
  }

  /** @returns the tools that are run in this process */
  #ofHere(tools: readonly Tool[]): readonly Tool[] {
    return this.#elsewhere ? tools.filter(({ programs }) => !programs) : tools;
  }

  async #runHere(
    { tool, run = '', step, snapshot = '' }: Work,
    job: Job,
    where: Placement,
    unwanted: AbortSignal,
  ): Promise<TimedVerdict[]> {
    if (where === 'inline') return runInline(tool, job);
    const signal = AbortSignal.any([this.#closing.signal, unwanted]);
    if (where === 'elsewhere') return this.#elsewhere!.run(tool, { ...job, snapshot }, { run, signal });
    try {
      await this.#readiness.require(tool);
    } catch (thrown) {
      const verdict = crashed(tool, thrown);
      return job.rollouts.map(() => ({ verdict, ms: 0 }));
    }
    const timed = await runInTurn(tool, job, { turns: this.#turns.of(tool), run, step, signal });
    if (!signal.aborted && timed.some(({ verdict }) => verdict.status === 'failed'))
      this.#readiness.doubt(tool);
    return timed;
  }
}
