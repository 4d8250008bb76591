import { compileProgram } from '../../sandbox/program/run-program.ts';
import { runWarm, type WarmProgram } from '../../sandbox/program/run-warm.ts';
import { COMPILED, missingToolchain, TOOLCHAINS } from '../../sandbox/program/toolchains.ts';
import { DEFAULT_LIMITS, type ProgramLimits, type SandboxError } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { failed, scored } from '../../spec/verdict.ts';
import { sameOutput } from './compare-output.ts';
import { type CandidateJudge, judgeError, type Settings } from './judgement.ts';
import type { TestSuite } from './suite-form.ts';

type OutputSuite = Extract<TestSuite, { form: 'output' }>;

const clip = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

async function build(
  code: string,
  suite: OutputSuite,
  limits: ProgramLimits,
): Promise<WarmProgram | SandboxError> {
  const { language } = suite;
  if (language === 'python') return { source: code };
  const toolchain = TOOLCHAINS[language];
  const source = Buffer.from(code, 'utf8');
  if (!toolchain.compile)
    return {
      command: toolchain.start(`/tmp/${toolchain.entry}`, limits),
      files: { [toolchain.entry]: source },
    };
  const compiled = await compileProgram({ language, files: { [toolchain.entry]: code } });
  return compiled.ok
    ? { command: [`/tmp/${COMPILED}`], files: { [COMPILED]: compiled.value } }
    : compiled.error;
}

/** Programs that read stdin and write stdout: one run a case, nothing expected ever enters the sandbox. */
export function prepareOutput(suite: OutputSuite, settings: Settings): CandidateJudge {
  const heavy = suite.language === 'java' || suite.language === 'javascript';
  const limits: ProgramLimits = {
    ...DEFAULT_LIMITS,
    wallMs: settings.caseSeconds * 1000,
    cpuSeconds: Math.ceil(settings.caseSeconds),
    ...(heavy && { memoryBytes: 1024 * 1024 * 1024, processes: 128, openFiles: 256 }),
  };
  const total = suite.cases.length;
  return async (code, found, signal) => {
    const missing = missingToolchain(suite.language);
    if (missing) return failed('RLAR_SANDBOX_MISSING', missing);
    const program = await build(code, suite, limits);
    if ('boundary' in program) return judgeError(program, found);
    let passed = 0;
    let usedMs = 0;
    let failing: JsonObject | null = null;
    for (const [index, { input, output }] of suite.cases.entries()) {
      if (usedMs > settings.deadlineMs) {
        failing ??= { case: index, error: 'No time was left for this case.' };
        break;
      }
      const run = await runWarm(program, input, limits, !heavy, signal);
      if (!run.ok && run.error.boundary === 'sandbox') return judgeError(run.error, found);
      usedMs += run.wallMs - run.waitedMs;
      if (run.ok && sameOutput(run.stdout, output, suite.compare)) {
        passed += 1;
        continue;
      }
      failing ??= {
        case: index,
        input: clip(input),
        expected: clip(output),
        got: clip(run.stdout),
        ...(!run.ok && { error: `${run.error.code}: ${clip(run.stderr.trim().split('\n').at(-1) ?? '')}` }),
      };
      if (settings.reward === 'all') break;
    }
    const evidence = { ...found, isolation: 'separate-process', passed, total, ...(failing && { failing }) };
    return scored(settings.reward === 'all' ? (passed === total ? 1 : 0) : passed / total, evidence);
  };
}
