import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  /** Samples that are rows of a file under RLAR_DATA, those whose field has the value. */
  data: z.strictObject({ file: z.string(), field: z.string(), value: z.string() }).optional(),
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

/**
 * Runs `rlar acquire` on a recording: the same questions, the same answers, no network; the gates are those of today.
 * @returns null where it was recorded over data that is not here
 */
export async function replayAcquisition(
  entry: Recorded,
  args: readonly string[] = [],
): Promise<Replayed | null> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-recorded-'));
  try {
    const samples = samplesOf(entry, home);
    if (samples === null) return null;
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      RLAR_HOME: join(home, 'home'),
      RLAR_LLM_CASSETTE: join(folder, entry.name, 'cassette'),
    };
    for (const name of ['RLAR_LLM_BASE_URL', 'RLAR_LLM_MODEL', 'RLAR_LLM_PROVIDER']) delete environment[name];
    const main = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/main.ts'), 'acquire'];
    const command = [...main, ...entry.args, '--samples', samples, '--json', ...args];
    const run = promisify(execFile)(process.execPath, command, {
      cwd: home,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { stdout } = await run.catch((failure: { stdout: string; stderr: string; message: string }) => {
      if (failure.stdout?.trim()) return failure;
      throw new Error(`${entry.name}: ${failure.stderr?.slice(-2000) ?? failure.message}`);
    });
    const [state, ...more] = reply.parse(JSON.parse(stdout)).acquisitions;
    if (!state || more.length > 0)
      throw new Error(`${entry.name}: ${more.length + (state ? 1 : 0)} acquisitions`);
    const file = join(home, 'home', 'acquisitions', state.id, 'outcome.json');
    const outcome = existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
    const { status, note, usage } = state;
    const tokens = usage.inputTokens + usage.outputTokens;
    return { status, note, calls: usage.calls, tokens, evidence: outcome.evidence ?? null };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function samplesOf({ name, data }: Recorded, home: string): string | null {
  if (!data) return join(folder, name, 'samples.jsonl');
  const source = process.env.RLAR_DATA && join(process.env.RLAR_DATA, data.file);
  if (!source || !existsSync(source)) return null;
  const rows = readFileSync(source, 'utf8').split('\n').filter(Boolean);
  const chosen = rows.filter((row) => JSON.parse(row)[data.field] === data.value);
  const file = join(home, 'samples.jsonl');
  writeFileSync(file, `${chosen.join('\n')}\n`);
  return file;
}
