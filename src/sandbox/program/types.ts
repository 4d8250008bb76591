import type { Boundary } from '../../spec/errors.ts';

/** The languages that the program sandbox knows how to compile and start. */
export type Language = 'python' | 'javascript' | 'cpp' | 'java';

/** What one program may use. Everything is bounded; nothing here can be switched off. */
export interface ProgramLimits {
  /**
   * Milliseconds from the start of the program until the whole process tree is killed, without those in which it waited
   * for a processor.
   */
  readonly wallMs: number;
  /** Seconds of processor time of any one process. */
  readonly cpuSeconds: number;
  /** Bytes of memory of the whole process tree (cgroup), and of the address space of each process where the runtime allows. */
  readonly memoryBytes: number;
  /** Processes and threads at one time. */
  readonly processes: number;
  /** Bytes of any one file, and of each of /tmp and the work folder together. */
  readonly diskBytes: number;
  readonly openFiles: number;
  /** Bytes kept of stdout and of stderr each; a program that writes more is killed. */
  readonly outputBytes: number;
}

export const DEFAULT_LIMITS: ProgramLimits = {
  wallMs: 5_000,
  cpuSeconds: 5,
  memoryBytes: 512 * 1024 * 1024,
  processes: 64,
  diskBytes: 32 * 1024 * 1024,
  openFiles: 64,
  outputBytes: 1024 * 1024,
};

/** Milliseconds after which compilers, and runtimes that start slowly, count as slow and yield to others. */
export const HEAVY_MS = 4_000;

/** Why a program did not end well. All of these are the program's own doing. */
export type ProgramFault =
  | 'exit'
  | 'signal'
  | 'wall-time'
  | 'cpu-time'
  | 'memory'
  | 'output'
  | 'compile'
  | 'deadline'
  | 'exception'
  | 'shape';

const SANDBOX_CODES = ['RLAR_SANDBOX_MISSING', 'RLAR_SANDBOX_FAILED', 'RLAR_TOOL_STARVED'] as const;
type SandboxCode = (typeof SANDBOX_CODES)[number];

/** @returns whether the sandbox or the machine is the cause, and not the program */
export function isSandboxCode(code: SandboxError['code']): code is SandboxCode {
  return SANDBOX_CODES.some((ours) => ours === code);
}

export interface SandboxError {
  /** A fault of the program, or a code of the error table where the sandbox is the cause. */
  readonly code: ProgramFault | SandboxCode;
  readonly boundary: Extract<Boundary, 'sandbox'> | 'program';
  readonly retryable: boolean;
  readonly message: string;
}

/** What a run used and wrote, whatever came of it. `null`: not measurable on this machine. */
export interface RunReport {
  readonly cpuMs: number | null;
  readonly wallMs: number;
  /** Milliseconds of these in which it waited for a processor. */
  readonly waitedMs: number;
  readonly peakMemoryBytes: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether stdout or stderr was longer than the limit. */
  readonly truncated: boolean;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** The one contract of both sandboxes. A sandbox never throws for what a program does. */
export type SandboxResult<Value = null> = RunReport &
  ({ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: SandboxError });

/** @returns the error of a program that ended badly: not retryable, because the same program does the same again */
export function programError(code: ProgramFault, message: string): SandboxError {
  return { code, boundary: 'program', retryable: false, message };
}

/** @returns the error of a sandbox that could not do its work */
export function sandboxError(code: SandboxCode, message: string): SandboxError {
  return { code, boundary: 'sandbox', retryable: code !== 'RLAR_SANDBOX_MISSING', message };
}

/** @returns the error of a run that the machine had no processor for: it says nothing about the program */
export function starvedError(): SandboxError {
  return sandboxError(
    'RLAR_TOOL_STARVED',
    'The machine is overloaded: the program got next to no processor, twice.',
  );
}

/** The report of a run that never started. */
export const EMPTY_REPORT: RunReport = {
  cpuMs: null,
  wallMs: 0,
  waitedMs: 0,
  peakMemoryBytes: null,
  stdout: '',
  stderr: '',
  truncated: false,
  exitCode: null,
  signal: null,
};

/** @returns whether the machine had no processor for a run */
export function isStarved(run: SandboxResult<unknown>): boolean {
  return !run.ok && run.error.code === 'RLAR_TOOL_STARVED';
}
