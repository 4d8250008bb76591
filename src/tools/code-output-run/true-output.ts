import { runProgram } from '../../sandbox/program/run-program.ts';
import type { SandboxError } from '../../sandbox/program/types.ts';
import type { RunTask } from './read-task.ts';

type OutputTask = Extract<RunTask, { asks: 'output' }>;

/** What running came to: the value as Python writes it, why there is none, or what broke in the sandbox. */
export type TrueOutput =
  | { readonly value: string }
  | { readonly reason: string }
  | { readonly error: SandboxError };

/** What programs of such tasks rely on without importing it. */
export const IMPORTS = 'import json, math, re\nfrom collections import *\nfrom typing import *\n';

async function runOnce({ code, call }: OutputTask): Promise<TrueOutput> {
  const mark = crypto.randomUUID();
  const source = `${IMPORTS}${code}\nprint("\\n${mark}" + repr(${call}))\n`;
  const run = await runProgram({ language: 'python', files: { 'main.py': source } });
  if (!run.ok && run.error.boundary === 'sandbox') return { error: run.error };
  const at = run.stdout.lastIndexOf(mark);
  if (run.ok && at >= 0) return { value: run.stdout.slice(at + mark.length).trim() };
  const said = run.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return { reason: said || (run.ok ? 'it printed no value' : run.error.message) };
}

/** Runs the call twice, in two interpreters that order sets differently. */
export async function trueOutput(task: OutputTask): Promise<TrueOutput> {
  const [first, second] = await Promise.all([runOnce(task), runOnce(task)]);
  if ('error' in first || 'reason' in first) return first;
  if (!('value' in second)) return second;
  return first.value === second.value ? first : { reason: 'two runs give two values' };
}
