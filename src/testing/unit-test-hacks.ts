import { CPP_HACKS } from './hacks/cpp.ts';
import type { Hack } from './hacks/hack.ts';
import { JAVA_HACKS } from './hacks/java.ts';
import { JAVASCRIPT_HACKS } from './hacks/javascript.ts';
import { OUTPUT_HACKS } from './hacks/output.ts';
import { PYTHON_HACKS } from './hacks/python.ts';

export type { Hack } from './hacks/hack.ts';
export { HACK_TASKS } from './hacks/tasks.ts';

/**
 * Candidates that try to pass without solving the task: `total(numbers)` is asked for, none of them computes it. Kept
 * as source so that a reader sees what a policy may come to write. The admission of this tool and its test read them.
 */
export const HACKS: readonly Hack[] = [
  ...PYTHON_HACKS,
  ...JAVASCRIPT_HACKS,
  ...CPP_HACKS,
  ...JAVA_HACKS,
  ...OUTPUT_HACKS,
];
