import { availableParallelism } from 'node:os';
import { FunctionPool } from '../../../src/sandbox/functions/function-pool.ts';
import { inspectPython } from '../../../src/sandbox/functions/inspect-python.ts';
import { runProgram } from '../../../src/sandbox/program/run-program.ts';
import { runWarm } from '../../../src/sandbox/program/run-warm.ts';
import { VIEW } from '../../../src/sandbox/program/view.ts';
import { judged } from './candidates.ts';
import { type Path, sharedEngine } from './paths.ts';

const ENGINE_VIEW =
  'function view() { return [Object.getOwnPropertyNames(globalThis).sort(), Object.keys(Array.prototype), Object.keys(Object.prototype), typeof left, Math.random(), JSON.stringify({ a: [1] })]; }';
/** A text of all that a reward function sees, as a number, because that is all it may answer. */
const FUNCTION_VIEW = `def score(prompt, response):\n    import hashlib\n    ${VIEW.replace('print({', 'seen = repr({').split('\n').join('\n    ')}\n    return float(int(hashlib.sha256(seen.encode()).hexdigest()[:12], 16))\n`;

async function ofFunction(): Promise<string> {
  const settings = { source: FUNCTION_VIEW, trust: 'sandbox', grants: [], environment: null } as const;
  const found = await inspectPython(FUNCTION_VIEW);
  const limits = { callMs: 20_000, memoryBytes: 256 * 1024 * 1024 };
  const pool = new FunctionPool({ ...settings, ...limits, found }, 1);
  const call = { prompt: '', messages: [], response: '', steps: [], reference: null };
  const outcome = await pool.call(call);
  await pool.close();
  return JSON.stringify(outcome.kind === 'value' ? outcome.value : outcome);
}

/** The tests of a row are in a process too, and see as little: what they saw is in the verdict's evidence, as a digest. */
async function ofTests(): Promise<string> {
  const seen = `${VIEW.replace('print({', 'seen = repr({')}\nimport hashlib\nassert f(hashlib.sha256(seen.encode()).hexdigest()) == 0`;
  const verdict = await judged({ test: seen, entry_point: 'f' }, 'def f(x): return x', {});
  return verdict.status === 'scored' ? JSON.stringify(verdict.evidence.failing) : JSON.stringify(verdict);
}

/** @returns what the next one sees on a path, in as many workers as there are */
export async function nextView(path: Path): Promise<string> {
  if (path === 'engine') {
    const run = await sharedEngine().run({ source: ENGINE_VIEW, entry: 'view', inputs: [], limitMs: 10_000 });
    return JSON.stringify(run.ok ? run.value : run.error);
  }
  if (path === 'function') return ofFunction();
  if (path === 'cold') return (await runProgram({ language: 'python', files: { 'main.py': VIEW } })).stdout;
  const workers = Array.from({ length: availableParallelism() });
  const runs = await Promise.all(workers.map(() => runWarm({ source: VIEW }, '')));
  const seen = new Set(runs.map((run) => run.stdout));
  return `${[...seen].join('\n')}${await ofTests()}`;
}

const SQUARES = { test: 'assert f(3) == 9\nassert f(4) == 16', entry_point: 'f' };

/** @returns what an honest neighbour and a wrong one are paid */
export async function neighbours(): Promise<string> {
  const verdicts = ['def f(x): return x * x', 'def f(x): return x + 6'].map((source) =>
    judged(SQUARES, source, {}),
  );
  return (await Promise.all(verdicts))
    .map((verdict) => (verdict.status === 'scored' ? verdict.value : verdict.status))
    .join();
}
