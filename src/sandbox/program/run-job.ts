import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import {
  EMPTY_REPORT,
  isStarved,
  type ProgramLimits,
  programError,
  type RunReport,
  type SandboxResult,
  sandboxError,
  starvedError,
} from './types.ts';
import type { WorkerJob } from './worker-job.ts';
import { workerPool } from './worker-pool.ts';

/** What a keeper reports of a process, checked on arrival. */
export const runReport: z.ZodType<RunReport> = z.object({
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

/** @returns the form of limits that the worker reads */
export function workerLimits(limits: ProgramLimits, addressSpace: boolean): JsonObject {
  return { ...limits, addressSpace };
}

/**
 * Runs one job on a warm worker and reads its reply. A job that the machine had no processor for is run once more,
 * before others. A job that gets no processor the second time has no result.
 */
export async function runJob<Shape, Value>(
  job: Omit<WorkerJob, 'memoryBytes'>,
  limits: ProgramLimits,
  shape: z.ZodType<Shape>,
  read: (reply: Shape) => SandboxResult<Value>,
): Promise<SandboxResult<Value>> {
  const run = await runOnce(job, limits, shape, read);
  if (!isStarved(run) || job.signal?.aborted) return run;
  return runOnce({ ...job, urgent: true }, limits, shape, read);
}

/**
 * A worker that died without the kernel's memory killer is tried once more on a fresh one: the second time the program
 * is not to blame by itself, so the sandbox has failed.
 */
async function runOnce<Shape, Value>(
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

/** @returns the part of a job that starts a command */
export function commandPart(command: readonly string[], files: Readonly<Record<string, Buffer>>): JsonObject {
  const encoded = Object.entries(files).map(([name, bytes]) => [name, bytes.toString('base64')] as const);
  return { command: [...command], files: Object.fromEntries(encoded) };
}
