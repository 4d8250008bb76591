import { Executor } from '../scoring/executor.ts';
import type { TimedVerdict } from '../scoring/job.ts';
import { OVER_TIME } from '../spec/over-time.ts';
import { query } from '../spec/query.ts';
import type { Tool } from '../spec/tool.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { Verdict } from '../spec/verdict.ts';
import type { Case } from './candidate.ts';

/** What a run of a case needs of it. */
export type Runnable = Pick<Case, 'query' | 'options' | 'response' | 'steps' | 'meta'>;

/** Calls of a tool at one time, where its card does not say. */
const CONCURRENCY = 4;
/** Late cases that are run again, unless one of them is late again. */
const MOST_AGAIN = 4;

/**
 * Runs cases on a tool with the executor of a service, each as a group of its own. There are no threads and no cache: a
 * case is judged here, and again each time. A few that were late are run once more, each alone: the second verdict counts.
 */
export async function runCases(tool: Tool, cases: readonly Runnable[]): Promise<TimedVerdict[]> {
  const executor = new Executor({ threads: 0, cacheEntries: 0, concurrency: CONCURRENCY });
  const works = cases.map(({ response, steps, meta, ...entry }) => ({
    tool,
    query: toolQueryOf(query.parse({ messages: [], ...entry.query })),
    options: entry.options,
    rollouts: [{ text: response, ...(steps && { steps }), ...(meta && { meta }) }],
  }));
  const answers = (await executor.run(works)).map(([answer]) => answer!);
  const late = answers.flatMap(({ verdict }, at) => (isLate(verdict) ? [at] : [])).slice(0, MOST_AGAIN);
  for (const at of late) {
    const [[again] = []] = await executor.run([works[at]!]);
    answers[at] = again!;
    if (isLate(again!.verdict)) break;
  }
  return answers;
}

/** Whether its time was over, which on a busy machine says nothing of the tool. */
function isLate(verdict: Verdict): boolean {
  if (verdict.status === 'failed')
    return verdict.error.code === 'RLAR_TOOL_STARVED' || verdict.error.code === 'RLAR_TOOL_DEADLINE';
  return verdict.flags?.includes(OVER_TIME) ?? false;
}
