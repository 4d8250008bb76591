import { Executor } from '../scoring/executor.ts';
import type { TimedVerdict } from '../scoring/job.ts';
import { OVER_TIME } from '../spec/over-time.ts';
import { query } from '../spec/query.ts';
import type { Tool } from '../spec/tool.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { Verdict } from '../spec/verdict.ts';
import type { Case } from './candidate.ts';
import { untilMeasured } from './until-measured.ts';

/** The parts of a case that a run needs. */
export type Runnable = Pick<Case, 'query' | 'options' | 'response' | 'steps' | 'meta'>;

/** Most simultaneous calls of a tool without a number on its card. */
const CONCURRENCY = 4;
/** How often one late case is asked again, alone. */
const TIMES_AGAIN = 3;

/**
 * Runs cases on a tool with the executor of a service, each as a group of its own. There are no threads and no cache: a
 * case is judged here, and again each time. Those that took too long are asked again, each alone, until
 * one of them stays late: the last verdict counts.
 * One for which the machine had no processor, or no sandbox, has no verdict yet: it is asked until there is one, and never counts.
 * @throws RlarError RLAR_TOOL_STARVED where the machine leaves no processor or sandbox for a case, however often it is asked
 */
export async function runCases(tool: Tool, cases: readonly Runnable[]): Promise<TimedVerdict[]> {
  const executor = new Executor({ threads: 0, cacheEntries: 0, concurrency: CONCURRENCY });
  const works = cases.map(({ response, steps, meta, ...entry }) => ({
    tool,
    query: toolQueryOf(query.parse({ messages: [], ...entry.query })),
    options: entry.options,
    rollouts: [{ text: response, ...(steps && { steps }), ...(meta && { meta }) }],
  }));
  const answers: TimedVerdict[] = (await executor.run(works)).map(([answer]) => answer!);
  const alone = async (at: number): Promise<TimedVerdict> => (await executor.run([works[at]!]))[0]![0]!;
  for (const [at, { verdict }] of answers.entries())
    if (isStarved(verdict)) answers[at] = await measured(tool, () => alone(at));
  const late = answers.flatMap(({ verdict }, at) => (isLate(verdict) ? [at] : []));
  for (const at of late) {
    for (let time = 0; time < TIMES_AGAIN && isLate(answers[at]!.verdict); time += 1)
      answers[at] = await measured(tool, () => alone(at));
    if (isLate(answers[at]!.verdict)) break;
  }
  return answers;
}

/** @returns a verdict of the tool's own. @throws RlarError RLAR_TOOL_STARVED */
function measured(tool: Tool, ask: () => Promise<TimedVerdict>): Promise<TimedVerdict> {
  return untilMeasured<TimedVerdict>(`${tool.declaration.id} could not be tried`, async () => {
    const timed = await ask();
    return isStarved(timed.verdict) ? { starved: failureOf(timed.verdict) } : { value: timed };
  });
}

function failureOf(verdict: Verdict): string {
  return verdict.status === 'failed' ? verdict.error.message : '';
}

/** Codes of what the machine or the sandbox did not do: nothing of the tool is known then. */
const NOT_THE_TOOL: ReadonlySet<string> = new Set(['RLAR_TOOL_STARVED', 'RLAR_SANDBOX_FAILED']);

/** Whether only a delay of the machine is told, or a sandbox that did not start. */
function isStarved(verdict: Verdict): boolean {
  return verdict.status === 'failed' && NOT_THE_TOOL.has(verdict.error.code);
}

/** Whether the tool's own time was over. On a busy machine this is weak evidence about the tool. */
function isLate(verdict: Verdict): boolean {
  if (verdict.status === 'failed') return verdict.error.code === 'RLAR_TOOL_DEADLINE';
  return verdict.flags?.includes(OVER_TIME) ?? false;
}
