import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Library } from '../library/library.ts';
import type { AssignedTool } from '../spec/assignment.ts';
import type { ToolResult } from '../spec/reward.ts';
import type { Tool, ToolQuery, ToolRollout } from '../spec/tool.ts';
import { type Cause, causeOfError, type Verdict } from '../spec/verdict.ts';
import { type Limit, runInline } from './inline.ts';
import type { Job, TimedVerdict } from './job.ts';
import { shownRollout } from './shown-rollout.ts';
import { ThreadPool } from './thread-pool.ts';

/** One query with its rollouts and the tools that judge them. */
export interface ScoringGroup {
  readonly queryKey: string;
  readonly query: ToolQuery;
  readonly tools: readonly AssignedTool[];
  readonly rollouts: readonly ToolRollout[];
  /** That the tools come from; the scorer's where it is not said. */
  readonly library?: Library;
}

export interface ScorerOptions {
  readonly threads?: number;
  /** Results of thread and async tools to keep in memory; 0 turns the cache off. */
  readonly cacheEntries?: number;
}

/** Rollouts of an async tool in work at once, where its card does not say. */
const CONCURRENCY = 32;

/** Characters up to which an inline tool may see a response on the serving thread; longer ones go to a killable thread. */
const INLINE_CHARACTERS = 65_536;

/**
 * Runs the tools of groups on their rollouts. Inline tools run on the calling thread, thread tools in the pool, async
 * tools concurrently. Results of all but inline tools are kept by content, work in flight is joined, and a failure
 * is never kept.
 */
export class Scorer {
  readonly #library: Library;
  readonly #pool: ThreadPool;
  readonly #kept: LRUCache<string, TimedVerdict> | null;
  readonly #limits = new Map<string, Limit>();
  readonly #inFlight = new Map<string, Promise<TimedVerdict>>();

  constructor(library: Library, options: ScorerOptions = {}) {
    this.#library = library;
    this.#pool = new ThreadPool((id) => library.require(id).tool.declaration.deadlineMs, options.threads);
    const entries = options.cacheEntries ?? 50_000;
    this.#kept = entries > 0 ? new LRUCache({ max: entries }) : null;
  }

  /** @returns by group and rollout, one result per tool of the assignment, in its order */
  async run(groups: readonly ScoringGroup[]): Promise<ToolResult[][][]> {
    const threadJobs: Job[] = [];
    const threadTargets: ((verdicts: readonly TimedVerdict[]) => void)[] = [];
    const waits: Promise<void>[] = [];
    const results = groups.map((group) => group.rollouts.map((): ToolResult[] => []));
    for (const [index, whole] of groups.entries()) {
      for (const [place, assigned] of whole.tools.entries()) {
        const { tool } = (whole.library ?? this.#library).require(assigned.id);
        const rollouts = whole.rollouts.map((rollout) => shownRollout(tool.declaration, rollout));
        const group = { ...whole, rollouts };
        const options = assigned.options ?? {};
        const put = (rollout: number, timed: TimedVerdict, cached: boolean) => {
          results[index]![rollout]![place] = toResult(assigned, timed, cached);
        };
        const where = executionOf(tool, group.rollouts);
        if (where === 'inline') {
          const job: Job = { tool: assigned.id, query: group.query, options, rollouts: group.rollouts };
          waits.push(
            runInline(tool, job).then((verdicts) => verdicts.forEach((timed, at) => put(at, timed, false))),
          );
          continue;
        }
        if (tool.batch === 'group') {
          const job: Job = { tool: assigned.id, query: group.query, options, rollouts: group.rollouts };
          const done = runInline(tool, job, this.#limitOf(tool));
          waits.push(done.then((verdicts) => verdicts.forEach((timed, at) => put(at, timed, false))));
          continue;
        }
        const open = this.#joinOrKeep(assigned, group, waits, put);
        if (open.length === 0) continue;
        const job: Job = {
          tool: assigned.id,
          query: group.query,
          options,
          rollouts: open.map((entry) => entry.rollout),
        };
        const settle = (verdicts: readonly TimedVerdict[]) =>
          verdicts.forEach((timed, at) => open[at]!.settle(timed));
        if (where === 'thread') {
          threadJobs.push(job);
          threadTargets.push(settle);
        } else waits.push(runInline(tool, job, this.#limitOf(tool)).then(settle));
      }
    }
    if (threadJobs.length > 0) {
      waits.push(
        this.#pool.run(threadJobs).then((all) => all.forEach((verdicts, at) => threadTargets[at]!(verdicts))),
      );
    }
    await Promise.all(waits);
    return results;
  }

  /** Starts the threads ahead of the first request. */
  warm(): Promise<void> {
    return this.#pool.warm();
  }

  get killedThreads(): number {
    return this.#pool.killed;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #limitOf(tool: Tool): Limit {
    const { id, concurrency } = tool.declaration;
    const limit = this.#limits.get(id) ?? pLimit(concurrency ?? CONCURRENCY);
    this.#limits.set(id, limit);
    return limit;
  }

  /** Answers what is kept, joins what is running, and returns the rollouts that are left to run. */
  #joinOrKeep(
    assigned: AssignedTool,
    group: ScoringGroup,
    waits: Promise<void>[],
    put: (rollout: number, timed: TimedVerdict, cached: boolean) => void,
  ): { rollout: ToolRollout; settle: (timed: TimedVerdict) => void }[] {
    const open: { rollout: ToolRollout; settle: (timed: TimedVerdict) => void }[] = [];
    const prefix = `${assigned.id}\n${assigned.version}\n${JSON.stringify(assigned.options ?? {})}\n${group.queryKey}\n`;
    for (const [at, rollout] of group.rollouts.entries()) {
      const key = hash(
        'sha256',
        prefix + (rollout.steps || rollout.meta ? JSON.stringify(rollout) : rollout.text),
        'base64',
      );
      const kept = this.#kept?.get(key);
      const running = this.#inFlight.get(key);
      if (kept) put(at, kept, true);
      else if (running) waits.push(running.then((timed) => put(at, timed, true)));
      else {
        const { promise, resolve } = Promise.withResolvers<TimedVerdict>();
        this.#inFlight.set(key, promise);
        const settle = (timed: TimedVerdict) => {
          this.#inFlight.delete(key);
          if (timed.verdict.status !== 'failed') this.#kept?.set(key, timed);
          put(at, timed, false);
          resolve(timed);
        };
        open.push({ rollout, settle });
      }
    }
    return open;
  }
}

/** Tools that a user defined cannot cross into a worker, so they run on the calling thread whatever they declare. */
function executionOf(tool: Tool, rollouts: readonly ToolRollout[]): 'inline' | 'thread' | 'async' {
  const { execution, provenance } = tool.declaration;
  if (provenance.origin !== 'built-in') return 'async';
  if (execution !== 'inline') return execution;
  return rollouts.some((rollout) => rollout.text.length > INLINE_CHARACTERS) ? 'thread' : 'inline';
}

function toResult(assigned: AssignedTool, { verdict, ms }: TimedVerdict, cached: boolean): ToolResult {
  return {
    tool: assigned.id,
    version: assigned.version,
    status: verdict.status,
    value: verdict.status === 'scored' ? verdict.value : null,
    ...(verdict.status === 'unscored' && { reason: verdict.reason }),
    ...(verdict.status === 'failed' && { error: verdict.error }),
    ...causeOf(verdict),
    evidence: verdict.evidence ?? {},
    ...(verdict.flags?.length && { flags: [...verdict.flags] }),
    ms: cached ? 0 : Math.round(ms * 1000) / 1000,
    ...(cached && { cached }),
  };
}

/** @returns whose fault it is that there is no value, for what has none */
function causeOf(verdict: Verdict): { cause?: Cause } {
  if (verdict.status === 'scored') return {};
  if (verdict.status === 'unscored') return { cause: verdict.cause ?? 'output' };
  return { cause: verdict.cause ?? causeOfError(verdict.error) };
}
