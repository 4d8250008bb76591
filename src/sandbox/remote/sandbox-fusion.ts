import { z } from 'zod';
import {
  EMPTY_REPORT,
  type Language,
  programError,
  type RunReport,
  type SandboxError,
  type SandboxResult,
  sandboxError,
} from '../program/types.ts';

/**
 * SandboxFusion as a remote sandbox, for fleets: `POST /run_code` runs one program and answers with the outcome of
 * compiling and of running it. Contract: https://bytedance.github.io/SandboxFusion/docs/api/run-code-run-code-post,
 * read in its server at commits 53a6341 and 3d77020: it keeps the first MiB of each output and does not say that it cut.
 */
export interface FusionEndpoint {
  /** The address of the service, such as `http://sandbox:8080`. */
  readonly url: string;
  /** Sent as `Authorization: Bearer …` where there is one. */
  readonly token?: string;
  /** Replaces `fetch`, for tests. */
  readonly fetch?: typeof fetch;
}

/** One program to run there. */
export interface FusionRequest {
  readonly language: Language;
  readonly source: string;
  readonly stdin?: string;
  /** Further files: path to content. */
  readonly files?: Readonly<Record<string, string>>;
  readonly compileSeconds?: number;
  readonly runSeconds?: number;
  /** Bytes of address space of each process; that service bounds nothing else. Not for Node and Java, which reserve much. */
  readonly memoryBytes?: number;
}

const LANGUAGES: Readonly<Record<Language, string>> = {
  python: 'python',
  javascript: 'nodejs',
  cpp: 'cpp',
  java: 'java',
};

const commandResult = z.object({
  status: z.enum(['Finished', 'Error', 'TimeLimitExceeded']),
  execution_time: z.number().nullish(),
  return_code: z.number().int().nullish(),
  stdout: z.string().nullish(),
  stderr: z.string().nullish(),
});
type CommandResult = z.infer<typeof commandResult>;

const reply = z.object({
  status: z.enum(['Success', 'Failed', 'SandboxError']),
  message: z.string().default(''),
  compile_result: commandResult.nullish(),
  run_result: commandResult.nullish(),
});

/** Milliseconds on top of the limits of the program: queueing and the network. */
const SPARE_MS = 10_000;
const REPLY_BYTES = 16 * 1024 * 1024;
/** What it keeps of each output. */
const KEPT_BYTES = 1024 * 1024;

function reportOf(result: CommandResult | null | undefined): RunReport {
  const code = result?.return_code ?? null;
  const cut = [result?.stdout, result?.stderr].some((text) => Buffer.byteLength(text ?? '') >= KEPT_BYTES);
  return {
    ...EMPTY_REPORT,
    wallMs: (result?.execution_time ?? 0) * 1000,
    stdout: result?.stdout ?? '',
    stderr: result?.stderr ?? '',
    truncated: cut,
    exitCode: code !== null && code >= 0 ? code : null,
    signal: code !== null && code < 0 ? `signal ${-code}` : null,
  };
}

function faultOf({ compile_result: compile, run_result: run, message }: z.infer<typeof reply>): SandboxError {
  if (compile && (compile.status !== 'Finished' || (compile.return_code ?? 0) !== 0))
    return compile.status === 'Error'
      ? sandboxError('RLAR_SANDBOX_FAILED', `The compiler could not be run: ${message.slice(0, 200)}`)
      : programError(
          'compile',
          compile.status === 'Finished' ? 'The program does not compile.' : 'Still compiling at the limit.',
        );
  if (run?.status === 'TimeLimitExceeded') return programError('wall-time', 'Still running at the limit.');
  if (run?.status === 'Finished') {
    const code = run.return_code ?? 1;
    return code < 0
      ? programError('signal', `Ended by signal ${-code}.`)
      : programError('exit', `Ended with exit code ${code}.`);
  }
  return sandboxError('RLAR_SANDBOX_FAILED', `SandboxFusion did not run it: ${message.slice(0, 200)}`);
}

async function readBody(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > REPLY_BYTES) throw new Error('the reply is too large');
  return text;
}

/**
 * Runs a program on a SandboxFusion service. Same contract as `runProgram`; memory and processor time are not reported
 * by that service. @returns never throws: an unreachable service is error `RLAR_SANDBOX_FAILED`, which is retryable
 */
export async function runOnFusion(endpoint: FusionEndpoint, request: FusionRequest): Promise<SandboxResult> {
  const { compileSeconds = 10, runSeconds = 10, memoryBytes } = request;
  const files = Object.entries(request.files ?? {});
  const body = {
    code: request.source,
    language: LANGUAGES[request.language],
    compile_timeout: compileSeconds,
    run_timeout: runSeconds,
    memory_limit_MB: memoryBytes === undefined ? -1 : Math.ceil(memoryBytes / 1024 / 1024),
    stdin: request.stdin ?? '',
    files: Object.fromEntries(
      files.map(([path, text]) => [path, Buffer.from(text, 'utf8').toString('base64')]),
    ),
    fetch_files: [],
  };
  try {
    const response = await (endpoint.fetch ?? fetch)(new URL('/run_code', endpoint.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(endpoint.token && { authorization: `Bearer ${endpoint.token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout((compileSeconds + runSeconds) * 1000 + SPARE_MS),
    });
    const text = await readBody(response);
    if (!response.ok) throw new Error(`status ${response.status}: ${text.slice(0, 200)}`);
    const found = reply.parse(JSON.parse(text));
    const report = reportOf(found.run_result ?? found.compile_result);
    if (found.status === 'SandboxError') throw new Error(found.message || 'SandboxError');
    if (report.truncated)
      return {
        ...report,
        ok: false,
        error: programError('output', `More than ${KEPT_BYTES} bytes of output.`),
      };
    if (found.status === 'Success') return { ...report, ok: true, value: null };
    return { ...report, ok: false, error: faultOf(found) };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const error = sandboxError('RLAR_SANDBOX_FAILED', `SandboxFusion: ${message.slice(0, 300)}`);
    return { ...EMPTY_REPORT, ok: false, error };
  }
}
