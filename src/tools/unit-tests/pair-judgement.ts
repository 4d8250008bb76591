import type { PairOutcome } from '../../sandbox/program/run-pair.ts';
import type { TestOutcome } from '../../sandbox/program/test-outcome.ts';
import type { SandboxResult } from '../../sandbox/program/types.ts';

const NOTHING = { passed: 0, executed: 0, total: 0, calls: 0, failing: null };

/**
 * The outcome of two programs: the driver's own verdict where it reported one; else what became of the candidate.
 * @param ready whether the candidate had compiled and loaded, judged by what the driver saw of it
 */
export function outcomeOfPair(run: SandboxResult<PairOutcome>): SandboxResult<TestOutcome> {
  if (!run.ok) return run;
  const { ended, verdict } = run.value;
  const report = { ...run, ok: true as const };
  if (ended === 'timeout')
    return {
      ...report,
      value: { ...(verdict ?? NOTHING), failing: null, status: 'timeout', message: 'A case took too long.' },
    };
  if (verdict) return { ...report, value: verdict };
  if (ended === 'gone')
    return {
      ...report,
      value: {
        ...NOTHING,
        status: /\berror: /.test(run.stderr) ? 'compile' : 'gone',
        message: run.stderr.slice(0, 200),
      },
    };
  return {
    ...report,
    value: { ...NOTHING, status: 'error', message: run.value.driver.stderr.slice(0, 200) },
  };
}
