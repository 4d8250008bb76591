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
/**
 * Rollouts of a tool after which a thread counts as warm for it. The first ones compile the tool's code and its patterns and read
 * its data, each as far as it needs them: a response that comes to the model of wordings as the fifth one pays for that.
 */
const WARM_AFTER = 32;
/** Number of rollouts that each tool has judged in this thread. */
const judged = new Map<Tool, number>();

/** @returns a verdict for each rollout, over all jobs in order */
export default async function runTask({ jobs, progress }: ThreadTask): Promise<TimedVerdict[]> {
  Atomics.store(progress, THREAD, thread);
  const verdicts: TimedVerdict[] = [];
  const begin = (tool: Tool): void => {
    Atomics.store(progress, COLD, judgedBy(tool) < WARM_AFTER ? 1 : 0);
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
        ? await verdictOnQuery(tool, prepared)
        : await Promise.resolve()
            .then(() => scoreOne(prepared, rollout, { ...UNHURRIED, deadline: tool.declaration.deadlineMs }))
            .catch((thrown: unknown) => crashed(tool, thrown));
      judged.set(tool, judgedBy(tool) + 1);
      verdicts.push({ verdict: checkVerdict(tool, verdict), ms: performance.now() - start });
    }
    await closeSafely(prepared);
  }
  Atomics.store(progress, PROGRESS, -1);
  return verdicts;
}

function judgedBy(tool: Tool): number {
  return judged.get(tool) ?? 0;
}
