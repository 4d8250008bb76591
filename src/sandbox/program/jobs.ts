import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import { readUntrusted } from '../frames.ts';
import { drawnOutMs } from './time-limit.ts';
import {
  DEFAULT_LIMITS,
  EMPTY_REPORT,
  HEAVY_MS,
  type ProgramLimits,
  programError,
  type RunReport,
  type SandboxResult,
  sandboxError,
  starvedError,
} from './types.ts';
import type { WorkerJob } from './worker.ts';
import { workerPool } from './worker-pool.ts';

const runReport: z.ZodType<RunReport> = z.object({
  cpuMs: z.number(),
  wallMs: z.number(),
  waitedMs: z.number(),
  peakMemoryBytes: z.number(),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.boolean(),
  exitCode: z.number().nullable(),
  signal: z.string().nullable(),
});

/** What became of the tests of one candidate. */
const testOutcome = z.object({
  /**
   * `done` · `compile`, `exception` (while loading), `timeout`, `gone` (the process ended): the candidate's fault ·
   * `error`: the tests raised outside of a case · `broken-tests`: they do not parse · `unsupported`: they need the
   * candidate's own process
   */
  status: z.enum(['done', 'compile', 'exception', 'timeout', 'gone', 'error', 'broken-tests', 'unsupported']),
  message: z.string().default(''),
  passed: z.number().int().default(0),
  executed: z.number().int().default(0),
  total: z.number().int().default(0),
  /** Calls into the candidate. */
  calls: z.number().int().default(0),
  failing: z
    .object({
      case: z.string(),
      got: z.string().optional(),
      expected: z.string().optional(),
      error: z.string().optional(),
    })
    .nullish(),
});
export type TestOutcome = z.infer<typeof testOutcome>;

/** @returns the form of limits that the worker reads */
function workerLimits(limits: ProgramLimits, addressSpace: boolean): JsonObject {
  return { ...limits, addressSpace };
}

const SPARE_MS = 2_000;

/**
 * Runs one job on a warm worker and reads its reply. A worker that died without the kernel's memory killer is tried
 * once more on a fresh one: the second time the program is not to blame by itself, so the sandbox has failed.
 */
async function runJob<Shape, Value>(
  job: Omit<WorkerJob, 'memoryBytes'>,
  limits: ProgramLimits,
  shape: z.ZodType<Shape>,
  read: (reply: Shape) => SandboxResult<Value>,
): Promise<SandboxResult<Value>> {
  try {
    for (let attempt = 0; ; attempt += 1) {
      const reply = await workerPool().run({ ...job, memoryBytes: limits.memoryBytes });
      if (reply.state === 'answered') {
        const parsed = shape.safeParse(reply.result);
        if (parsed.success) return read(parsed.data);
        return {
          ...EMPTY_REPORT,
          ok: false,
          error: sandboxError('RLAR_SANDBOX_FAILED', 'Not a reply of the worker.'),
        };
      }
      if (reply.state === 'deadline')
        return {
          ...EMPTY_REPORT,
          wallMs: job.deadlineMs,
          ok: false,
          error: reply.starved
            ? starvedError()
            : programError('deadline', `Still running after ${job.deadlineMs} ms in all.`),
        };
      if (reply.memoryExceeded)
        return {
          ...EMPTY_REPORT,
          ok: false,
          error: programError(
            'memory',
            `More than ${limits.memoryBytes} bytes of memory in all its processes.`,
          ),
        };
      job.signal?.throwIfAborted();
      if (attempt > 0)
        return {
          ...EMPTY_REPORT,
          ok: false,
          error: sandboxError('RLAR_SANDBOX_FAILED', `The worker died twice: ${reply.message.slice(0, 200)}`),
        };
    }
  } catch (thrown) {
    const missing = thrown instanceof RlarError && thrown.code === 'RLAR_SANDBOX_MISSING';
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const code = missing ? 'RLAR_SANDBOX_MISSING' : 'RLAR_SANDBOX_FAILED';
    return { ...EMPTY_REPORT, ok: false, error: sandboxError(code, message) };
  }
}

/** A program for a warm worker: Python source, or a command with the files that it needs in /tmp. */
export type WarmProgram =
  | { readonly source: string }
  | {
      readonly command: readonly string[];
      readonly files: Readonly<Record<string, Buffer>>;
      /** Whether it sees an empty /proc, and may load nothing that it wrote itself: its own memory has no name then. */
      readonly bare?: boolean;
    };

function part(program: WarmProgram, stdin: string): JsonObject {
  if ('source' in program) return { source: program.source, stdin };
  return { ...commandPart(program.command, program.files), stdin, bare: program.bare === true };
}

/** @returns the part of a job that starts a command */
function commandPart(command: readonly string[], files: Readonly<Record<string, Buffer>>): JsonObject {
  const encoded = Object.entries(files).map(([name, bytes]) => [name, bytes.toString('base64')] as const);
  return { command: [...command], files: Object.fromEntries(encoded) };
}

const programReply = z.object({ ended: z.enum(['self', 'timeout', 'starved']), report: runReport });

/**
 * Runs a program on a warm worker: for Python a fork, some 5 ms in place of 20. Same contract and same fences as
 * `runProgram`.
 * @param addressSpace false for runtimes that reserve much more than they use
 * @param signal ends the job
 */
export function runWarm(
  program: WarmProgram,
  stdin: string,
  changes: Partial<ProgramLimits> = {},
  addressSpace = true,
  signal?: AbortSignal,
): Promise<SandboxResult> {
  const limits = { ...DEFAULT_LIMITS, ...changes };
  const job = {
    header: { job: 'program', limits: workerLimits(limits, addressSpace) },
    parts: [part(program, stdin)],
    deadlineMs: limits.wallMs + SPARE_MS,
    mostMs: drawnOutMs(limits.wallMs, limits.mostMs) + SPARE_MS,
    signal,
    ...(!addressSpace && { slowMs: HEAVY_MS }),
  };
  return runJob<z.infer<typeof programReply>, null>(job, limits, programReply, ({ ended, report }) => {
    if (ended === 'starved') return { ...report, ok: false, error: starvedError() };
    if (ended === 'timeout')
      return {
        ...report,
        ok: false,
        error: programError('wall-time', `Still running after ${limits.wallMs} ms.`),
      };
    if (report.truncated)
      return {
        ...report,
        ok: false,
        error: programError('output', `More than ${limits.outputBytes} bytes of output.`),
      };
    if (report.exitCode === 0) return { ...report, ok: true, value: null };
    const error =
      report.exitCode === null
        ? programError('signal', `Ended by ${report.signal}.`)
        : programError('exit', `Ended with exit code ${report.exitCode}.`);
    return { ...report, ok: false, error };
  });
}

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
      { source: request.source },
      {
        source: request.tests,
        helpers: request.helpers ?? '',
        entryPoint: request.entryPoint ?? null,
        stopAtFirst: request.stopAtFirst,
        caseSeconds: request.caseSeconds,
      },
    ],
    deadlineMs: request.deadlineMs,
    mostMs: drawnOutMs(request.deadlineMs, limits.mostMs),
    signal: request.signal,
  };
  return runJob<z.infer<typeof testsReply>, TestOutcome>(job, limits, testsReply, ({ outcome, report }) => {
    return outcome.status === 'starved'
      ? { ...report, ok: false, error: starvedError() }
      : { ...report, ok: true, value: outcome };
  });
}

/** Two programs that talk on their descriptor 3; the second, the driver, reports JSON on its descriptor 4. */
export interface ProgramPair {
  readonly candidate: {
    readonly command: readonly string[];
    readonly files: Readonly<Record<string, Buffer>>;
  };
  readonly driver: { readonly command: readonly string[]; readonly files: Readonly<Record<string, Buffer>> };
  readonly nonce: string;
  readonly caseSeconds: number;
  readonly addressSpace: boolean;
  readonly deadlineMs: number;
  /** Ends the job. */
  readonly signal?: AbortSignal | undefined;
}

const pairReply = z.object({
  ended: z.enum(['done', 'timeout', 'starved', 'gone']),
  told: z.string(),
  report: runReport,
  driver: runReport,
});
const pairVerdict = testOutcome.extend({ nonce: z.string() });
const VERDICT_BOUNDS = { bytes: 64 * 1024, depth: 3, values: 60 };

/** What a pair came to: the driver's verdict where it gave one with the right nonce. */
export interface PairOutcome {
  readonly ended: 'done' | 'timeout' | 'gone';
  readonly verdict: TestOutcome | null;
  readonly driver: RunReport;
}

/** Runs a candidate and the driver of its tests as two programs that cannot see each other. */
export function runPair(
  pair: ProgramPair,
  changes: Partial<ProgramLimits> = {},
): Promise<SandboxResult<PairOutcome>> {
  const limits = { ...DEFAULT_LIMITS, outputBytes: 2_000, ...changes };
  const ours = workerLimits(limits, pair.addressSpace);
  const job = {
    header: { job: 'pair', limits: ours, driverLimits: ours, caseSeconds: pair.caseSeconds },
    parts: [
      commandPart(pair.driver.command, pair.driver.files),
      commandPart(pair.candidate.command, pair.candidate.files),
    ],
    deadlineMs: pair.deadlineMs,
    mostMs: drawnOutMs(pair.deadlineMs, limits.mostMs),
    signal: pair.signal,
    slowMs: HEAVY_MS,
  };
  return runJob<z.infer<typeof pairReply>, PairOutcome>(job, limits, pairReply, (reply) => {
    if (reply.ended === 'starved') return { ...reply.report, ok: false, error: starvedError() };
    const parsed = pairVerdict.safeParse(readUntrusted(Buffer.from(reply.told, 'utf8'), VERDICT_BOUNDS));
    const verdict = parsed.success && parsed.data.nonce === pair.nonce ? parsed.data : null;
    return { ...reply.report, ok: true, value: { ended: reply.ended, verdict, driver: reply.driver } };
  });
}
