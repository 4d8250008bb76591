import { RlarError } from '../../spec/errors.ts';
import { BOX } from './sandbox-arguments.ts';
import { type SandboxRun, spawnSandbox } from './spawn-sandbox.ts';
import { COMPILED, missingToolchain, TOOLCHAINS } from './toolchains.ts';
import {
  DEFAULT_LIMITS,
  EMPTY_REPORT,
  HEAVY_MS,
  type Language,
  type ProgramLimits,
  programError,
  type RunReport,
  type SandboxError,
  type SandboxResult,
  sandboxError,
  starvedError,
} from './types.ts';

/** A program to run once. */
export interface ProgramRequest {
  readonly language: Language;
  /** File name (no folders) to content. */
  readonly files: Readonly<Record<string, string>>;
  /** The file to start; by default `main.py`, `main.js`, `main.cpp` or `Main.java`. */
  readonly entry?: string;
  readonly argv?: readonly string[];
  readonly stdin?: string;
  readonly limits?: Partial<ProgramLimits>;
  /** Libraries to link against (C++), such as `crypto`. */
  readonly libraries?: readonly string[];
}

/** What a compiler may use. It reads what a model wrote, so it runs in a sandbox like any other program. */
const COMPILE_LIMITS: ProgramLimits = {
  ...DEFAULT_LIMITS,
  wallMs: 20_000,
  cpuSeconds: 20,
  memoryBytes: 1536 * 1024 * 1024,
  outputBytes: 16 * 1024 * 1024,
};

const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

function report(run: SandboxRun): RunReport {
  const exited = run.exitCode !== null && run.exitCode <= 128;
  return {
    cpuMs: run.cpuMs,
    wallMs: run.wallMs,
    waitedMs: run.waitedMs,
    peakMemoryBytes: run.peakMemoryBytes,
    stdout: run.stdout.text(),
    stderr: run.stderr.text(),
    truncated: run.stdout.exceeded() || run.stderr.exceeded(),
    exitCode: exited ? run.exitCode : null,
    signal: exited ? null : (run.signal ?? (run.exitCode === null ? null : `signal ${run.exitCode - 128}`)),
  };
}

const SIGKILL = 9;
const SIGXCPU = 24;

function fault(run: SandboxRun, limits: ProgramLimits): SandboxError | null {
  const signal = run.exitCode !== null && run.exitCode > 128 ? run.exitCode - 128 : null;
  if (!run.started)
    return sandboxError(
      'RLAR_SANDBOX_FAILED',
      `bubblewrap did not start: ${run.stderr.text().slice(0, 200)}`,
    );
  if (run.stoppedFor === 'output')
    return programError('output', `More than ${limits.outputBytes} bytes of output.`);
  if (run.stoppedFor === 'starved') return starvedError();
  if (run.stoppedFor === 'wall-time')
    return programError('wall-time', `Still running after ${limits.wallMs} ms.`);
  if (run.memoryExceeded)
    return programError('memory', `More than ${limits.memoryBytes} bytes of memory in all its processes.`);
  if (signal === SIGXCPU || (signal === SIGKILL && (run.cpuMs ?? 0) >= limits.cpuSeconds * 1000))
    return programError('cpu-time', `More than ${limits.cpuSeconds} s of processor time.`);
  if (signal !== null || run.exitCode === null)
    return programError('signal', `Ended by signal ${signal ?? run.signal}.`);
  return run.exitCode === 0 ? null : programError('exit', `Ended with exit code ${run.exitCode}.`);
}

function failure(run: RunReport, error: SandboxError): SandboxResult<never> {
  return { ...run, ok: false, error };
}

/** What `compileProgram` gives: the compiled file, or what the compiler said. */
export type Compilation = SandboxResult<Buffer>;

/**
 * Compiles a program in a sandbox.
 * @returns the executable as bytes; error `compile` with the compiler's words in stderr where the source is at fault
 */
export async function compileProgram(request: ProgramRequest): Promise<Compilation> {
  return guarded(request, async (entry) => {
    const toolchain = TOOLCHAINS[request.language];
    if (!toolchain.compile) return { ...EMPTY_REPORT, ok: true, value: Buffer.alloc(0) };
    const compile = toolchain.compile(entry, request.libraries ?? []);
    const run = await spawnSandbox({
      command: ['/bin/sh', '-c', `"$@" 1>&2 && exec cat ${COMPILED}`, 'sh', ...compile],
      files: request.files,
      stdin: '',
      limits: COMPILE_LIMITS,
      limitsAddressSpace: true,
      others: true,
      slowMs: HEAVY_MS,
    });
    const problem = fault(run, COMPILE_LIMITS);
    const told = { ...report(run), stdout: '' };
    if (!problem) return { ...told, ok: true, value: run.stdout.bytes() };
    if (problem.boundary === 'sandbox') return failure(told, problem);
    const message = problem.code === 'exit' ? 'The program does not compile.' : problem.message;
    return failure(told, programError('compile', message));
  });
}

async function guarded<Value>(
  request: ProgramRequest,
  action: (entry: string) => Promise<SandboxResult<Value>>,
): Promise<SandboxResult<Value>> {
  const entry = request.entry ?? TOOLCHAINS[request.language].entry;
  const missing = missingToolchain(request.language);
  if (missing) return failure(EMPTY_REPORT, sandboxError('RLAR_SANDBOX_MISSING', missing));
  const wrong = [...Object.keys(request.files), entry].find((name) => !FILE_NAME.test(name));
  if (wrong !== undefined)
    return failure(
      EMPTY_REPORT,
      sandboxError('RLAR_SANDBOX_FAILED', `Not a plain file name: ${wrong.slice(0, 100)}`),
    );
  try {
    return await action(entry);
  } catch (thrown) {
    const code =
      thrown instanceof RlarError && thrown.code === 'RLAR_SANDBOX_MISSING'
        ? 'RLAR_SANDBOX_MISSING'
        : 'RLAR_SANDBOX_FAILED';
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return failure(EMPTY_REPORT, sandboxError(code, message));
  }
}

/**
 * Runs one program in a fresh sandbox: bubblewrap, as a user without rights, with all limits. `ok` says that it ended
 * by itself with exit code 0, which is no verdict: a program can always print and exit as it likes.
 * @returns never throws; error boundary `program` is the program's own fault, `sandbox` is ours
 */
export async function runProgram(request: ProgramRequest): Promise<SandboxResult> {
  const toolchain = TOOLCHAINS[request.language];
  const limits: ProgramLimits = { ...DEFAULT_LIMITS, ...request.limits };
  let compiled: Buffer | null = null;
  if (toolchain.compile) {
    const compilation = await compileProgram(request);
    if (!compilation.ok) return compilation;
    compiled = compilation.value;
  }
  return guarded(request, async (entry) => {
    const run = await spawnSandbox({
      command: [...toolchain.start(`${BOX}/${entry}`, limits), ...(request.argv ?? [])],
      files: compiled ? { [COMPILED]: compiled } : request.files,
      executable: [COMPILED],
      stdin: request.stdin ?? '',
      limits,
      limitsAddressSpace: toolchain.limitsAddressSpace,
      others: request.language !== 'python',
      ...(!toolchain.limitsAddressSpace && { slowMs: HEAVY_MS }),
    });
    const problem = fault(run, limits);
    return problem ? failure(report(run), problem) : { ...report(run), ok: true, value: null };
  });
}
