/**
 * The worker side of the thread pool: runs the built-in tools on jobs. Before each rollout it counts it in shared
 * memory, so that the pool knows which one is running when it has to kill the thread.
 */
import { workInBackground } from '../sandbox/program/background-thread.ts';
import { scoreOne, UNHURRIED } from '../spec/prepared-tool.ts';
import type { Tool } from '../spec/tool.ts';
import { builtInTools } from '../tools/index.ts';
import {
  checkVerdict,
  closeSafely,
  crashed,
  type Job,
  prepareSafely,
  type TimedVerdict,
  verdictOnQuery,
} from './job.ts';
import { COLD, PROGRESS, THREAD } from './progress.ts';

export interface ThreadTask {
  readonly jobs: readonly Job[];
  /** See progress.ts. */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

const toolById = new Map(builtInTools.map((tool) => [tool.declaration.id, tool]));
const thread = workInBackground();
/** Tools that have judged a rollout in this thread. */
const warm = new Set<Tool>();

/** @returns a verdict for each rollout, over all jobs in order */
export default async function runTask({ jobs, progress }: ThreadTask): Promise<TimedVerdict[]> {
  Atomics.store(progress, THREAD, thread);
  const verdicts: TimedVerdict[] = [];
  const begin = (tool: Tool): void => {
    Atomics.store(progress, COLD, warm.has(tool) ? 0 : 1);
    Atomics.store(progress, PROGRESS, verdicts.length + 1);
  };
  for (const job of jobs) {
    const tool = toolById.get(job.tool);
    if (!tool) throw new Error(`no built-in tool ${job.tool}`);
    begin(tool);
    const prepared = prepareSafely(tool, job.query, job.options);
    for (const rollout of job.rollouts) {
      begin(tool);
      const start = performance.now();
      const verdict = job.onlyPrepare
        ? verdictOnQuery(prepared)
        : await Promise.resolve()
            .then(() => scoreOne(prepared, rollout, { ...UNHURRIED, deadline: tool.declaration.deadlineMs }))
            .catch((thrown: unknown) => crashed(tool, thrown));
      warm.add(tool);
      verdicts.push({ verdict: checkVerdict(tool, verdict), ms: performance.now() - start });
    }
    await closeSafely(prepared);
  }
  Atomics.store(progress, PROGRESS, -1);
  return verdicts;
}
