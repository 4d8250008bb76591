/**
 * The worker side of the thread pool: runs the built-in tools on jobs. Before each rollout it counts it in shared
 * memory, so that the pool knows which one is running when it has to kill the thread.
 */
import { scoreOne, UNHURRIED } from '../spec/prepared-tool.ts';
import { builtInTools } from '../tools/index.ts';
import { checkVerdict, crashed, type Job, prepareSafely, type TimedVerdict } from './job.ts';

export interface ThreadTask {
  readonly jobs: readonly Job[];
  /** [0]: how many rollouts were begun. */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

const toolById = new Map(builtInTools.map((tool) => [tool.declaration.id, tool]));

/** @returns a verdict for each rollout, over all jobs in order */
export default async function runTask({ jobs, progress }: ThreadTask): Promise<TimedVerdict[]> {
  const verdicts: TimedVerdict[] = [];
  for (const job of jobs) {
    const tool = toolById.get(job.tool);
    if (!tool) throw new Error(`no built-in tool ${job.tool}`);
    Atomics.store(progress, 0, verdicts.length + 1);
    const prepared = prepareSafely(tool, job.query, job.options);
    for (const rollout of job.rollouts) {
      Atomics.store(progress, 0, verdicts.length + 1);
      const start = performance.now();
      const verdict = await Promise.resolve()
        .then(() => scoreOne(prepared, rollout, { ...UNHURRIED, deadline: tool.declaration.deadlineMs }))
        .catch((thrown: unknown) => crashed(tool, thrown));
      verdicts.push({ verdict: checkVerdict(tool, verdict), ms: performance.now() - start });
    }
  }
  return verdicts;
}
