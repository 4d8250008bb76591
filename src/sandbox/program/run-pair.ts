import { z } from 'zod';
import { readUntrusted } from '../frames.ts';
import { commandPart, runJob, runReport, workerLimits } from './run-job.ts';
import { type TestOutcome, testOutcome } from './test-outcome.ts';
import {
  DEFAULT_LIMITS,
  HEAVY_MS,
  type ProgramLimits,
  type RunReport,
  type SandboxResult,
  starvedError,
} from './types.ts';

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
