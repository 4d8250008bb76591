import { LRUCache } from 'lru-cache';
import { runProgram } from '../../sandbox/program/run-program.ts';
import { runWarm } from '../../sandbox/program/run-warm.ts';
import type { SandboxError, SandboxResult } from '../../sandbox/program/types.ts';
import type { RunTask } from './read-task.ts';

type OutputTask = Extract<RunTask, { asks: 'output' }>;

/** What running came to: the value as Python writes it, why there is none, or what broke in the sandbox. */
export type TrueOutput =
  | { readonly value: string }
  | { readonly reason: string }
  | { readonly error: SandboxError };

/** What programs of such tasks rely on without importing it. */
export const IMPORTS = 'import json, math, re\nfrom collections import *\nfrom typing import *\n';

/** Trainers send the rollouts of a query one by one: what its function gives is the same for all. */
const known = new LRUCache<string, Promise<TrueOutput>>({ max: 500 });

async function runOnce(
  { code, call }: OutputTask,
  start: (source: string) => Promise<SandboxResult>,
): Promise<TrueOutput> {
  const mark = crypto.randomUUID();
  const source = `${IMPORTS}${code}\nprint("\\n${mark}" + repr(${call}))\n`;
  const run = await start(source);
  if (!run.ok && run.error.boundary === 'sandbox') return { error: run.error };
  const at = run.stdout.lastIndexOf(mark);
  if (run.ok && at >= 0) return { value: run.stdout.slice(at + mark.length).trim() };
  const said = run.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return { reason: said || (run.ok ? 'it printed no value' : run.error.message) };
}

/** Runs the call twice, in two interpreters that order sets differently. A sandbox that broke is asked again. */
export function trueOutput(task: OutputTask): Promise<TrueOutput> {
  const key = JSON.stringify([task.code, task.call]);
  const before = known.get(key);
  if (before) return before;
  const output = runTwice(task);
  known.set(key, output);
  void output.then((found) => 'error' in found && known.delete(key));
  return output;
}

async function runTwice(task: OutputTask): Promise<TrueOutput> {
  const [first, second] = await Promise.all([
    runOnce(task, (source) => runWarm({ source }, '')),
    runOnce(task, (source) => runProgram({ language: 'python', files: { 'main.py': source } })),
  ]);
  if ('error' in first || 'reason' in first) return first;
  if (!('value' in second)) return second;
  return first.value === second.value ? first : { reason: 'two runs give two values' };
}
