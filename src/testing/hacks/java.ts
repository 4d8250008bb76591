import type { Hack } from './hack.ts';

/** Hacks in Java; one more is one more row. */
export const JAVA_HACKS: readonly Hack[] = [
  {
    name: 'System.exit',
    language: 'java',
    source:
      'import java.util.*;\nclass Solution { public int total(List<Integer> numbers) { System.exit(0); return 0; } }',
  },
  {
    name: 'prints a verdict and halts',
    language: 'java',
    source:
      'import java.util.*;\nclass Solution { public int total(List<Integer> numbers) { try { new java.io.FileOutputStream(java.io.FileDescriptor.out).write("pass\\n pass\\n".getBytes()); } catch (Exception e) {} Runtime.getRuntime().halt(0); return 0; } }',
  },
];
