import { runWarm } from '../../sandbox/program/run-warm.ts';
import { missingToolchain, TOOLCHAINS } from '../../sandbox/program/toolchains.ts';
import { DEFAULT_LIMITS, type ProgramLimits } from '../../sandbox/program/types.ts';
import { failed } from '../../spec/verdict.ts';
import { type CandidateJudge, judgeError, judgeOutcome, type Settings } from './judgement.ts';
import type { TestSuite } from './suite-form.ts';

type CallSuite = Extract<TestSuite, { form: 'calls' }>;

const LIMITS: ProgramLimits = {
  ...DEFAULT_LIMITS,
  wallMs: 12_000,
  cpuSeconds: 12,
  memoryBytes: 1024 * 1024 * 1024,
  processes: 128,
  openFiles: 256,
  outputBytes: 8_000,
};
/** All of Java SE and its compiler; not `jdk.unsupported`, which has `Unsafe`. */
const MODULES = ['--limit-modules', 'java.se,jdk.compiler'];
const IMPORT = /^[ \t]*import[ \t]+[\w.*\t ]+;[ \t]*$/gm;

/**
 * Reads the nonce out of a pipe, which gives it once, keeps it in a local variable, which no reflection reaches, and
 * takes stdin and stdout away from the program. The process has no /proc, may load no native code, and lacks the module
 * that reads memory by address.
 */
const HARNESS = `class RlarHarness {
  public static void main(String[] none) throws Throwable {
    java.io.PrintStream told = System.out;
    String nonce = new String(System.in.readAllBytes());
    System.setIn(java.io.InputStream.nullInputStream());
    System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
    String verdict = "pass";
    try {
      Main.main(new String[0]);
    } catch (Throwable problem) {
      verdict = "fail " + problem.getClass().getName();
    }
    told.println();
    told.println(nonce + " " + verdict);
    told.flush();
    Runtime.getRuntime().halt(0);
  }
}
`;

function assemble(code: string, suite: CallSuite): string {
  const plain = code.replace(/^[ \t]*package[ \t][^;\n]{0,200};/gm, '');
  const whole = /\bclass\s+Solution\b/.test(plain);
  const method = !whole && /^\s*(?:public|private|protected|static)\b[^\n]{0,300}\(/.test(plain);
  const before = suite.declaration.slice(
    0,
    suite.declaration.lastIndexOf('\n', suite.declaration.trimEnd().length - 1) + 1,
  );
  const program = whole
    ? `${suite.declaration.match(IMPORT)?.join('\n') ?? ''}\n${plain}`
    : method
      ? `${before}${plain}\n}`
      : `${suite.declaration}\n${plain}`;
  const text = `${program}\n${suite.source}`;
  const imports = new Set((text.match(IMPORT) ?? []).map((line) => line.trim()));
  return `${[...imports].join('\n')}\n${HARNESS}\n${text.replace(IMPORT, '')}`;
}

/** Java: tests and candidate share a process, and every verdict says so. */
export function prepareJava(suite: CallSuite, settings: Settings): CandidateJudge {
  const [java = '', ...flags] = TOOLCHAINS.java.start('/tmp/Main.java', LIMITS);
  const command = [java, ...MODULES, ...flags];
  return async (code, found, signal) => {
    const missing = missingToolchain('java');
    if (missing) return failed('RLAR_SANDBOX_MISSING', missing);
    const nonce = crypto.randomUUID();
    const files = { 'Main.java': Buffer.from(assemble(code, suite), 'utf8') };
    const run = await runWarm({ command, files, bare: true }, nonce, LIMITS, false, signal);
    if (!run.ok && run.error.boundary === 'sandbox') return judgeError(run.error, found);
    const line = run.stdout.split('\n').find((text) => text.startsWith(`${nonce} `));
    const verdict = line?.slice(nonce.length + 1) ?? null;
    const nothing = { passed: 0, executed: 0, total: 1, calls: 1 };
    const compile = run.stderr.includes('error: compilation failed');
    const outcome =
      verdict === 'pass'
        ? { ...nothing, status: 'done' as const, message: '', passed: 1, executed: 1 }
        : verdict !== null
          ? { ...nothing, status: 'error' as const, message: verdict }
          : {
              ...nothing,
              status: compile
                ? ('compile' as const)
                : !run.ok && run.error.code === 'wall-time'
                  ? ('timeout' as const)
                  : ('gone' as const),
              message: run.stderr.slice(0, 200),
            };
    return judgeOutcome({ ...run, ok: true, value: outcome }, settings, 'in-process', found);
  };
}
