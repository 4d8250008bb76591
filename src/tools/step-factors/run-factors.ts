import { JavaScriptSandbox } from '../../sandbox/javascript/run-javascript.ts';
import type { JsonValue } from '../../spec/json.ts';
import type { Step } from '../../spec/rollout.ts';

/** Steps that are looked at, letters of each, and factors of a step. */
const MOST_STEPS = 500;
const LONGEST = 20_000;
const MOST_FACTORS = 16;

let sandbox: JavaScriptSandbox | undefined;

/** Ends the threads. A later call starts new ones. */
export async function closeFactors(): Promise<void> {
  await sandbox?.close();
}

/** The factors of each step, one list a step, all of one length; or why there are none. `broken`: the machine's fault. */
export type Factors = { readonly factors: number[][] } | { readonly why: string; readonly broken?: true };

/**
 * Runs `factors(step, index, steps)` on each step, in the sandbox for JavaScript.
 * @param source a script that defines `factors` at its outermost level
 */
export async function runFactors(
  source: string,
  steps: readonly Step[],
  signal?: AbortSignal,
): Promise<Factors> {
  if (steps.length === 0) return { why: 'the trajectory has no steps' };
  if (steps.length > MOST_STEPS) return { why: `the trajectory has more than ${MOST_STEPS} steps` };
  sandbox ??= new JavaScriptSandbox(2);
  const given = steps.map(({ role, content, tool_calls: calls = [], observation }) => ({
    role,
    content: content.slice(0, LONGEST),
    tool_calls: calls.map(({ name, arguments: args }) => ({ name, arguments: args })),
    ...(observation !== undefined && { observation }),
  }));
  const whole = `${source}\nfunction __all(steps) { return steps.map((step, index) => factors(step, index, steps)); }`;
  const run = await sandbox.run(
    { source: whole, entry: '__all', inputs: [given as unknown as JsonValue] },
    signal,
  );
  if (run.ok) return read(run.value, steps.length);
  const { boundary, message } = run.error;
  return { why: message.slice(0, 300), ...(boundary === 'sandbox' && { broken: true as const }) };
}

function read(value: JsonValue, count: number): Factors {
  if (!Array.isArray(value) || value.length !== count) return { why: 'it gives no list for each step' };
  const size = Array.isArray(value[0]) ? value[0].length : 0;
  if (size === 0 || size > MOST_FACTORS) return { why: `a step has 1 to ${MOST_FACTORS} factors` };
  const factors: number[][] = [];
  for (const list of value) {
    if (!Array.isArray(list) || list.length !== size)
      return { why: 'the steps have other numbers of factors' };
    const numbers = list.filter((one) => typeof one === 'number' && Math.abs(one) <= 1e6);
    if (numbers.length < size) return { why: 'a factor is no number, or a very large one' };
    factors.push(numbers as number[]);
  }
  return { factors };
}
