import type { Runnable } from '../run-cases.ts';
import { runCases } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import type { Finding } from './gate.ts';

const CALLS_AT_ONCE = 500;
/**
 * Number of calls, by the least time among the first calls. The least time hardly depends on the load of the machine, so no
 * clock cuts the number of calls short.
 */
const CALLS: readonly (readonly [leastMs: number, calls: number])[] = [
  [2, 10_000],
  [10, 2_000],
];

/** A case of the gate of determinism. */
export type NamedCase = Runnable & { readonly name: string; readonly subject: Subject };

/**
 * Makes thousands of calls through the warm processes of a Python function, several at a time, in shuffled orders, and with
 * the same input again and again. This finds state that a process keeps between calls. Cheap functions are called 10,000
 * times. Slower functions and functions under development are called less often.
 * @param first the verdict on each case, as JSON
 */
export async function manyCalls(
  trial: Trial,
  cases: readonly NamedCase[],
  first: readonly string[],
): Promise<{ readonly calls: number; readonly findings: Finding[] }> {
  const { tool, signal } = trial.input;
  let calls = 0;
  let wanted = CALLS_AT_ONCE;
  for (let round = 0; cases.length > 0 && calls < wanted; round++) {
    signal?.throwIfAborted();
    const random = trial.random(`many calls ${round}`);
    const places = Array.from({ length: CALLS_AT_ONCE }, (_, at) => at % cases.length);
    const order = round % 2 === 0 ? random.shuffled(places) : places.map(() => round % cases.length);
    const verdicts = await runCases(
      tool,
      order.map((at) => cases[at]!),
    );
    calls += order.length;
    if (round === 0 && trial.phase === 'audit') wanted = callsFor(Math.min(...verdicts.map(({ ms }) => ms)));
    for (const [call, at] of order.entries()) {
      const { verdict } = verdicts[call]!;
      if (
        JSON.stringify(verdict) === first[at] ||
        (await isLate(trial, cases[at]!, verdict.status, first[at]!))
      )
        continue;
      const { name, subject, response } = cases[at]!;
      const got = `${formatVerdict(verdict)} in one of ${calls} calls of warm processes`;
      return { calls, findings: [{ name, expected: first[at]!.slice(0, 100), got, subject, response }] };
    }
  }
  return { calls, findings: [] };
}

function callsFor(leastMs: number): number {
  return CALLS.find(([most]) => leastMs < most)?.[1] ?? CALLS_AT_ONCE;
}

/** A call that failed once and gives the first verdict when repeated failed only because no processor was free. */
async function isLate(trial: Trial, entry: Runnable, status: string, first: string): Promise<boolean> {
  if (status !== 'failed') return false;
  const [again] = await runCases(trial.input.tool, [entry]);
  return JSON.stringify(again?.verdict) === first;
}
