import pLimit from 'p-limit';
import { runInline } from '../scoring/inline.ts';
import type { TimedVerdict } from '../scoring/job.ts';
import { query } from '../spec/query.ts';
import type { Tool } from '../spec/tool.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { Case } from './candidate.ts';

/** What a run of a case needs of it. */
export type Runnable = Pick<Case, 'query' | 'options' | 'response' | 'steps' | 'meta'>;

/** Runs cases on a tool as the scorer does: so many at a time, each with its own deadline. */
export async function runCases(tool: Tool, cases: readonly Runnable[]): Promise<TimedVerdict[]> {
  const limit = pLimit(tool.declaration.execution === 'async' ? (tool.declaration.concurrency ?? 4) : 1);
  const verdicts = cases.map(async (entry) => {
    const asked = query.parse({ messages: [], ...entry.query });
    const { steps, meta } = entry;
    const rollouts = [{ text: entry.response, ...(steps && { steps }), ...(meta && { meta }) }];
    const job = {
      tool: tool.declaration.id,
      query: toolQueryOf(asked),
      options: entry.options,
      rollouts,
    };
    return (await runInline(tool, job, limit))[0]!;
  });
  return Promise.all(verdicts);
}
