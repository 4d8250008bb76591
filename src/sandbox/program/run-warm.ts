import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import { commandPart, runJob, runReport, workerLimits } from './run-job.ts';
import {
  DEFAULT_LIMITS,
  HEAVY_MS,
  type ProgramLimits,
  programError,
  type SandboxResult,
  starvedError,
} from './types.ts';

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

const SPARE_MS = 2_000;
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
