import { availableParallelism } from 'node:os';
import { JavaScriptSandbox } from '../../sandbox/javascript/run-javascript.ts';
import type { SandboxResult } from '../../sandbox/program/types.ts';
import type { JsonValue } from '../../spec/json.ts';
import { overTime } from '../../spec/over-time.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, type Verdict } from '../../spec/verdict.ts';

/** JavaScript to be run, with the helpers that it was written against. */
export interface Script {
  readonly source: string;
  readonly helpers?: string;
}

/** Two at least, so that a program that uses up its time holds nobody else up. */
const SCORING_THREADS = Math.max(2, Math.min(8, availableParallelism() - 1));
const READING_THREADS = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));

let scoring: JavaScriptSandbox | undefined;
let reading: JavaScriptSandbox | undefined;

/** @returns the threads in which added tools judge rollouts */
export function scoringSandbox(): JavaScriptSandbox {
  scoring ??= new JavaScriptSandbox(SCORING_THREADS);
  return scoring;
}

/** @returns the threads in which recognisers read prompts, so that assigning does not wait for scoring */
export function readingSandbox(): JavaScriptSandbox {
  reading ??= new JavaScriptSandbox(READING_THREADS);
  return reading;
}

let holders = 0;

/** Ends the threads of both, unless somebody holds them. A later call starts new ones. */
export async function closeJavaScript(): Promise<void> {
  if (holders === 0) await Promise.all([scoring?.close(), reading?.close()]);
}

/**
 * Does work in which tools are made and closed one after another: they share the threads, which are ended behind it. A thread
 * keeps nothing of a call, and takes far longer to start than a call.
 */
export async function holdingJavaScript<Value>(work: () => Promise<Value>): Promise<Value> {
  holders += 1;
  try {
    return await work();
  } finally {
    holders -= 1;
    await closeJavaScript();
  }
}

/** @returns what a call that gave no value is to a rollout */
export function callFailure(
  run: SandboxResult<JsonValue> & { readonly ok: false },
  declaration: ToolDeclaration,
  callMs: number,
): Verdict {
  const { code, boundary, message } = run.error;
  if (code === 'wall-time') return overTime(declaration, 'time', callMs);
  // A thread that had to be ended waited for a processor: a program that runs too long is interrupted before that.
  if (code === 'deadline') return overTime(declaration, 'starved', callMs);
  if (boundary === 'sandbox') return failed('RLAR_SANDBOX_FAILED', message);
  if (code === 'shape') return failed('RLAR_TOOL_INVALID_RESULT', message);
  return failed('RLAR_TOOL_CRASHED', `the function did not answer: ${message}`);
}
