import { z } from 'zod';
import { NOTHING_SPENT } from '../spec/judge-budget.ts';
import { type RunEntry, type Runs, runSettings } from './runs.ts';

const runRow = z.object({
  run: z.string(),
  settings: z.string().nullable(),
  created: z.number(),
  rows: z.number(),
  judge_calls: z.number(),
  judge_tokens: z.number(),
  judge_usd: z.number(),
  judge_responses: z.number(),
});
const phaseRow = z.object({ fromStep: z.number(), snapshot: z.string() });

/**
 * @param found a row of `runs` as it is stored @param phases its phases, in the order of steps
 * @throws ZodError, SyntaxError where the row is not what this rlar writes
 */
export function runEntryOf(found: unknown, phases: readonly unknown[]): RunEntry {
  const { run, settings, created, rows, ...judged } = runRow.parse(found);
  return {
    run,
    created,
    rows,
    settings: settings === null ? null : runSettings.parse(JSON.parse(settings)),
    phases: phases.map((phase) => phaseRow.parse(phase)),
    judged: {
      calls: judged.judge_calls,
      tokens: judged.judge_tokens,
      usd: judged.judge_usd,
      responses: judged.judge_responses,
    },
  };
}

/** @returns a run as its first request would have stored it, had the disk had room */
export function unstoredRun(
  run: string,
  { settings, snapshot }: Parameters<Runs['openRun']>[1],
  found: RunEntry | null,
): RunEntry {
  return {
    ...(found ?? { run, created: Date.now(), rows: 0, judged: NOTHING_SPENT }),
    settings: found?.settings ?? settings,
    phases: found?.phases.length ? found.phases : [{ fromStep: 0, snapshot }],
  };
}
