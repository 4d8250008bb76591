import { runWarm } from '../../sandbox/program/run-warm.ts';
import { TOOLCHAINS } from '../../sandbox/program/toolchains.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { JAVA_LIMITS, JAVA_MODULES } from './java-limits.ts';
import { javaTogether } from './java-sources.ts';
import { judgeError, judgeOutcome, type Settings } from './judgement.ts';
import type { TestSuite } from './suite-form.ts';

/** Judges Java in one process with its tests, where settings allow it: what it says of itself can be its own doing. */
export async function judgeJavaTogether(
  code: string,
  suite: Extract<TestSuite, { form: 'calls' }>,
  settings: Settings,
  found: JsonObject,
  signal: AbortSignal,
): Promise<Verdict> {
  const [java = '', ...flags] = TOOLCHAINS.java.start('/tmp/Main.java', JAVA_LIMITS);
  const command = [java, ...JAVA_MODULES, ...flags];
  const nonce = crypto.randomUUID();
  const files = { 'Main.java': Buffer.from(javaTogether(code, suite), 'utf8') };
  const run = await runWarm({ command, files, bare: true }, nonce, JAVA_LIMITS, false, signal);
  if (!run.ok && run.error.boundary === 'sandbox') return judgeError(run.error, found);
  const line = run.stdout.split('\n').find((text) => text.startsWith(`${nonce} `));
  const verdict = line?.slice(nonce.length + 1) ?? null;
  const nothing = { passed: 0, executed: 0, total: 1, calls: 1 };
  const compile = run.stderr.includes('error: compilation failed');
  const late = !run.ok && run.error.code === 'wall-time';
  const outcome =
    verdict === 'pass'
      ? { ...nothing, status: 'done' as const, message: '', passed: 1, executed: 1 }
      : verdict !== null
        ? { ...nothing, status: 'error' as const, message: verdict }
        : {
            ...nothing,
            status: compile ? ('compile' as const) : late ? ('timeout' as const) : ('gone' as const),
            message: run.stderr.slice(0, 200),
          };
  return judgeOutcome({ ...run, ok: true, value: outcome }, settings, 'in-process', found);
}
