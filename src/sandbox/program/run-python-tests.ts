import { z } from 'zod';
import { runJob, runReport, workerLimits } from './run-job.ts';
import { type TestOutcome, testOutcome } from './test-outcome.ts';
import { DEFAULT_LIMITS, type ProgramLimits, type SandboxResult, starvedError } from './types.ts';
import type { WorkerJob } from './worker-job.ts';

/** Python tests and the candidate that they are for. */
export interface PythonTests {
  readonly source: string;
  /** Asserts, a `check` function, unittest classes or test functions. */
  readonly tests: string;
  readonly entryPoint?: string;
  /** Definitions that the tests may rely on, and that the candidate therefore cannot replace. */
  readonly helpers?: string;
  readonly stopAtFirst: boolean;
  readonly caseSeconds: number;
  /** Runs the tests in the candidate's process, which takes away the protection of tests and expected values. */
  readonly inProcess: boolean;
  /** Whether the tests see what the candidate prints, and say what it reads. */
  readonly streams?: boolean;
  readonly deadlineMs: number;
  /** Ends the job. */
  readonly signal?: AbortSignal | undefined;
}

const testsReply = z.object({
  outcome: z.union([testOutcome, z.object({ status: z.literal('starved') })]),
  report: runReport,
});

/** Runs Python tests against a candidate on a warm worker. `ok` says that there is an outcome, not that it passed. */
export function runPythonTests(
  request: PythonTests,
  changes: Partial<ProgramLimits> = {},
): Promise<SandboxResult<TestOutcome>> {
  const limits = { ...DEFAULT_LIMITS, outputBytes: 2_000, ...changes };
  const job: Omit<WorkerJob, 'memoryBytes'> = {
    header: { job: 'tests', limits: workerLimits(limits, true), inProcess: request.inProcess },
    parts: [
      { source: request.source, streams: request.streams === true },
      {
        source: request.tests,
        helpers: request.helpers ?? '',
        entryPoint: request.entryPoint ?? null,
        stopAtFirst: request.stopAtFirst,
        caseSeconds: request.caseSeconds,
      },
    ],
    deadlineMs: request.deadlineMs,
    signal: request.signal,
  };
  return runJob<z.infer<typeof testsReply>, TestOutcome>(job, limits, testsReply, ({ outcome, report }) => {
    return outcome.status === 'starved'
      ? { ...report, ok: false, error: starvedError() }
      : { ...report, ok: true, value: outcome };
  });
}
