import { Executor } from '../scoring/executor.ts';
import type { TimedVerdict } from '../scoring/job.ts';
import { query } from '../spec/query.ts';
import type { Tool } from '../spec/tool.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { Case } from './candidate.ts';

/** What a run of a case needs of it. */
export type Runnable = Pick<Case, 'query' | 'options' | 'response' | 'steps' | 'meta'>;

/** Calls of a tool at one time, where its card does not say. */
const CONCURRENCY = 4;

/**
 * Runs cases on a tool with the executor of a service, each as a group of its own. There are no threads and no cache: a
 * case is judged here, and again each time.
 */
export async function runCases(tool: Tool, cases: readonly Runnable[]): Promise<TimedVerdict[]> {
  const executor = new Executor({ threads: 0, cacheEntries: 0, concurrency: CONCURRENCY });
  const works = cases.map(({ response, steps, meta, ...entry }) => ({
    tool,
    query: toolQueryOf(query.parse({ messages: [], ...entry.query })),
    options: entry.options,
    rollouts: [{ text: response, ...(steps && { steps }), ...(meta && { meta }) }],
  }));
  return (await executor.run(works)).map(([answer]) => answer!);
}
