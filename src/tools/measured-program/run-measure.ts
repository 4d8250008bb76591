import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runWarm } from '../../sandbox/program/run-warm.ts';
import { DEFAULT_LIMITS, type SandboxError } from '../../sandbox/program/types.ts';

const SOURCE = ['prying.py', 'milestones.py', 'speed.py', 'measure.py']
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

const reply = z.object({
  ends: z.enum([
    'self',
    'error',
    'time',
    'syntax',
    'prying',
    'banned',
    'copied',
    'wrong',
    'written',
    'broken',
  ]),
  said: z.string().nullish(),
  reached: z.array(z.number()).optional(),
  done: z.boolean().optional(),
  prying: z.string().nullish(),
  seconds: z.number().optional(),
  ratio: z.number().optional(),
  measured: z.boolean().optional(),
});
export type Measured = z.infer<typeof reply>;

/** @returns what the measuring program found, or why the sandbox did not run it; `broken` where it says nothing */
export async function runMeasure(
  job: object,
  seconds: number,
  signal: AbortSignal,
): Promise<Measured | { readonly error: SandboxError }> {
  const mark = crypto.randomUUID();
  const wallMs = 1_000 * (seconds + 2);
  const limits = { ...DEFAULT_LIMITS, wallMs, cpuSeconds: Math.ceil(seconds + 2) };
  const run = await runWarm({ source: SOURCE }, JSON.stringify({ ...job, mark }), limits, true, signal);
  if (!run.ok) return { error: run.error };
  const at = run.stdout.lastIndexOf(mark);
  // A program may end the one that measures it: then it has shown nothing.
  if (at < 0) return { ends: 'error', said: 'the measuring program said nothing' };
  const read = reply.safeParse(JSON.parse(run.stdout.slice(at + mark.length)));
  return read.success ? read.data : { ends: 'broken', said: 'the measuring program said something else' };
}
