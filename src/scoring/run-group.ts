import { RlarError } from '../spec/errors.ts';
import type { Tool } from '../spec/tool.ts';
import type { Limit } from './inline.ts';
import { checkVerdict, crashed, type Job, type TimedVerdict } from './job.ts';

/** Runs a tool that judges a group as a whole. What goes wrong goes wrong for all of it. */
export function runGroup(tool: Tool, job: Job, limit: Limit): Promise<TimedVerdict[]> {
  const { rollouts, query, options } = job;
  if (rollouts.length === 0) return Promise.resolve([]);
  return limit(async () => {
    const start = performance.now();
    const ms = (): number => (performance.now() - start) / rollouts.length;
    try {
      const verdicts = await tool.prepareGroup?.(query, options)(rollouts);
      if (verdicts?.length !== rollouts.length)
        throw new RlarError('RLAR_TOOL_INVALID_RESULT', 'not as many verdicts as responses');
      return verdicts.map((verdict) => ({ verdict: checkVerdict(tool, verdict), ms: ms() }));
    } catch (thrown) {
      const verdict = crashed(tool, thrown);
      return rollouts.map(() => ({ verdict, ms: ms() }));
    }
  });
}
