import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { evidenceReport } from '../src/spec/evidence.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'examples', 'acquisitions');

const recorded = z.strictObject({
  name: z.string(),
  /** What is given to `rlar acquire` beside the samples. */
  args: z.array(z.string()),
  outcome: z.enum(['admitted', 'refused', 'not-checkable']),
});
export type Recorded = z.infer<typeof recorded>;

const reply = z.object({
  acquisitions: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      note: z.string(),
      usage: z.object({ calls: z.number(), inputTokens: z.number(), outputTokens: z.number() }),
    }),
  ),
});
const kept = z.object({ evidence: evidenceReport.nullish() });

/** What an acquisition came to, played again. */
export interface Replayed {
  readonly status: string;
  readonly note: string;
  readonly calls: number;
  readonly tokens: number;
  /** Of the audit, or of development where it did not come to that. */
  readonly evidence: z.infer<typeof evidenceReport> | null;
}

/** @returns the acquisitions that are recorded in `examples/acquisitions` */
export function recordedAcquisitions(): Recorded[] {
  return z.array(recorded).parse(JSON.parse(readFileSync(join(folder, 'acquisitions.json'), 'utf8')));
}

/** Runs `rlar acquire` on a recording: the same questions, the same answers, no network; the gates are those of today. */
export async function replayAcquisition(
  { name, args }: Recorded,
  further: readonly string[] = [],
): Promise<Replayed> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-recorded-'));
  try {
    const samples = join(folder, name, 'samples.jsonl');
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      RLAR_HOME: join(home, 'home'),
      RLAR_LLM_CASSETTE: join(folder, name, 'cassette'),
    };
    for (const own of Object.keys(environment))
      if (/^RLAR_LLM_(?:.*_)?(?:BASE_URL|MODEL|PROVIDER)$/.test(own)) delete environment[own];
    const main = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/main.ts'), 'acquire'];
    const command = [...main, ...args, '--samples', samples, '--json', ...further];
    const run = promisify(execFile)(process.execPath, command, {
      cwd: home,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { stdout } = await run.catch((failure: { stdout: string; stderr: string; message: string }) => {
      if (failure.stdout?.trim()) return failure;
      throw new Error(`${name}: ${failure.stderr?.slice(-2000) ?? failure.message}`);
    });
    const [state, ...more] = reply.parse(JSON.parse(stdout)).acquisitions;
    if (!state || more.length > 0) throw new Error(`${name}: ${more.length + (state ? 1 : 0)} acquisitions`);
    const file = join(home, 'home', 'acquisitions', state.id, 'outcome.json');
    const outcome = existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
    const { status, note, usage } = state;
    const tokens = usage.inputTokens + usage.outputTokens;
    return { status, note, calls: usage.calls, tokens, evidence: outcome.evidence ?? null };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
