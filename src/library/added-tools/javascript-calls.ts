import { availableParallelism } from 'node:os';
import { JavaScriptSandbox } from '../../sandbox/javascript/run-javascript.ts';
import type { SandboxResult } from '../../sandbox/program/types.ts';
import type { JsonValue } from '../../spec/json.ts';
import { callOverTime } from '../../spec/over-time.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, type Verdict } from '../../spec/verdict.ts';

/** JavaScript to run, with the version of the helpers that it was written for. */
export interface Script {
  readonly source: string;
  readonly helpers?: string;
}

/** At least two threads, so that a slow program does not block the others. */
const SCORING_THREADS = Math.max(2, Math.min(8, availableParallelism() - 1));
const READING_THREADS = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));

let scoring: JavaScriptSandbox | undefined;
let reading: JavaScriptSandbox | undefined;

/** @returns the pool of threads in which added tools judge rollouts */
export function scoringSandbox(): JavaScriptSandbox {
  scoring ??= new JavaScriptSandbox(SCORING_THREADS);
  return scoring;
}

/** @returns the pool of threads in which recognisers read prompts. It is separate, so that assigning does not wait for scoring */
export function readingSandbox(): JavaScriptSandbox {
  reading ??= new JavaScriptSandbox(READING_THREADS);
  return reading;
}

let holders = 0;

/** Ends the threads of both pools, unless a caller still holds them. A later call starts new threads. */
export async function closeJavaScript(): Promise<void> {
  if (holders === 0) await Promise.all([scoring?.close(), reading?.close()]);
}

/**
 * Holds the threads open during work that makes and closes many tools, and ends them afterwards. A thread keeps no state of
 * a call, and starting a thread takes far longer than a call.
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

/** @returns the verdict of a rollout for a call that gave no value */
export function callFailure(
  run: SandboxResult<JsonValue> & { readonly ok: false },
  declaration: ToolDeclaration,
  callMs: number,
): Verdict {
  const { code, boundary, message } = run.error;
  if (code === 'wall-time') return callOverTime(declaration, 'time', callMs);
  // A program that runs too long is interrupted earlier. So a thread that had to be ended was waiting for a processor.
  if (code === 'deadline') return callOverTime(declaration, 'starved', callMs);
  if (boundary === 'sandbox') return failed('RLAR_SANDBOX_FAILED', message);
  if (code === 'shape') return failed('RLAR_TOOL_INVALID_RESULT', message);
  return failed('RLAR_TOOL_CRASHED', `the function did not answer: ${message}`);
}
