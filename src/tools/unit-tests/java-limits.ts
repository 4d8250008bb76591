import { DEFAULT_LIMITS, type ProgramLimits } from '../../sandbox/program/types.ts';

/** A compiler runs before either side does, so the limits are the compiler's. */
export const JAVA_LIMITS: ProgramLimits = {
  ...DEFAULT_LIMITS,
  wallMs: 12_000,
  cpuSeconds: 12,
  memoryBytes: 1024 * 1024 * 1024,
  processes: 128,
  openFiles: 256,
  outputBytes: 8_000,
};
/** All of Java SE and its compiler; not `jdk.unsupported`, which has `Unsafe`. */
export const JAVA_MODULES = ['--limit-modules', 'java.se,jdk.compiler'];
