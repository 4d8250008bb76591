import { runPair } from '../../sandbox/program/run-pair.ts';
import { missingToolchain, TOOLCHAINS } from '../../sandbox/program/toolchains.ts';
import { failed, unscored, type Verdict } from '../../spec/verdict.ts';
import { JAVA_LIMITS, JAVA_MODULES } from './java-limits.ts';
import { type JavaSignature, readJavaSignature } from './java-signature.ts';
import { javaCandidate, javaDriver } from './java-sources.ts';
import { judgeJavaTogether } from './java-together.ts';
import { type CandidateJudge, judgeOutcome, type Settings } from './judgement.ts';
import { outcomeOfPair } from './pair-judgement.ts';
import type { TestSuite } from './suite-form.ts';

type CallSuite = Extract<TestSuite, { form: 'calls' }>;

/** Why tests cannot be run beside a program, or what came of it. */
type Apart = { readonly together: string } | { readonly verdict: Verdict };

function prepareApart(suite: CallSuite, signature: JavaSignature, settings: Settings) {
  const [java = '', ...flags] = TOOLCHAINS.java.start('/tmp/Main.java', JAVA_LIMITS);
  // Both sides talk on descriptor 3, which Java has no name for: it is their standard input and output.
  const command = ['/bin/sh', '-c', 'exec "$@" <&3 >&3 3>&-', 'sh', java, ...JAVA_MODULES, ...flags];
  const driver = Buffer.from(javaDriver(suite, signature), 'utf8');
  return async (...[code, found, signal]: Parameters<CandidateJudge>): Promise<Apart> => {
    const nonce = crypto.randomUUID();
    const candidate = Buffer.from(javaCandidate(code, suite, signature), 'utf8');
    const run = await runPair(
      {
        candidate: { command, files: { 'Main.java': candidate } },
        driver: { command, files: { 'Main.java': driver, 'job.txt': Buffer.from(nonce) } },
        nonce,
        caseSeconds: settings.caseSeconds,
        addressSpace: false,
        deadlineMs: settings.deadlineMs,
        signal,
      },
      JAVA_LIMITS,
    );
    if (run.ok && run.value.verdict === null && /error: compilation failed/.test(run.value.driver.stderr))
      return { together: 'they do not compile against a stand-in for the method asked for' };
    const outcome = outcomeOfPair(run);
    if (outcome.ok && outcome.value.status === 'unsupported') return { together: outcome.value.message };
    return { verdict: judgeOutcome(outcome, settings, 'separate-process', found) };
  };
}

/** Java: tests and candidate are two processes, where the declaration says which method is asked for. */
export function prepareJava(suite: CallSuite, settings: Settings): CandidateJudge {
  const signature = readJavaSignature(suite.declaration);
  const apart = signature && prepareApart(suite, signature, settings);
  return async (code, found, signal) => {
    const missing = missingToolchain('java');
    if (missing) return failed('RLAR_SANDBOX_MISSING', missing);
    const came = apart
      ? await apart(code, found, signal)
      : { together: 'no declaration ends with the method asked for' };
    if ('verdict' in came) return came.verdict;
    if (settings.inProcess) return judgeJavaTogether(code, suite, settings, found, signal);
    return unscored(`The tests need the program’s own process: ${came.together}`, found, 'query');
  };
}
