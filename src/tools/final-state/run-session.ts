import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runWarm } from '../../sandbox/program/run-warm.ts';
import { DEFAULT_LIMITS, type SandboxError } from '../../sandbox/program/types.ts';
import { jsonValue } from '../../spec/json.ts';
import type { ToolCall } from '../../spec/query.ts';
import type { Environment } from './environment.ts';

/** What a session may take. The sandbox ends what takes longer. */
export const SESSION_MS = 3_000;
const LIMITS = { ...DEFAULT_LIMITS, wallMs: SESSION_MS, cpuSeconds: SESSION_MS / 1000 };
const SOURCE = ['service.py', 'session.py']
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

const told = z.array(z.string());
const result = z.union([z.object({ value: jsonValue }), z.object({ error: z.string() })]);
const outcome = z.object({
  results: z.array(result),
  /** How near the state was to the wanted one: at the start, and after each call; from 0 to 1. */
  progress: z.array(z.number().min(0).max(1)),
  /** Whether each check of `final` holds. */
  checks: z.array(z.boolean()),
  /** Rows and files of the wanted state that are not there, and those that are there and not wanted; some of them. */
  missing: told,
  unwanted: told,
  /** Whether the state is the one that the solution leaves. */
  same: z.boolean(),
});
const reply = z.union([
  z.object({ broken: z.string() }),
  z.object({ over: z.string() }),
  z.object({ ready: z.literal(true), done: z.boolean() }),
  outcome,
]);
export type SessionResult = z.infer<typeof result>;
export type SessionReply = z.infer<typeof reply>;

/**
 * Runs the calls in a fresh environment, in the sandbox. Nothing is left of it.
 * @param calls null: only tries the environment and its solution
 * @returns `broken` where the environment itself cannot be run
 */
export async function runSession(
  environment: Environment,
  calls: readonly ToolCall[] | null,
  signal?: AbortSignal,
): Promise<SessionReply | { readonly error: SandboxError }> {
  const run = await runWarm(
    { source: SOURCE },
    JSON.stringify({ ...environment, calls }),
    LIMITS,
    true,
    signal,
  );
  if (!run.ok) return { error: run.error };
  const read = reply.safeParse(parsed(run.stdout));
  return read.success ? read.data : { broken: 'the environment wrote something else than its outcome' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
