import type { Runnable } from '../run-cases.ts';
import { runCases } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import type { Finding } from './gate.ts';

const MOST_CALLS = 10_000;
/** Calls between two looks at the clock; the first are made in any case. */
const CALLS_AT_ONCE = 500;
const BUDGET_MS = 3_000;

/** A case of the gate of determinism. */
export type NamedCase = Runnable & { readonly name: string; readonly subject: Subject };

/**
 * Thousands of calls through the warm processes that serve a Python function, several at one time, in shuffled orders and
 * the same input again and again: what a process keeps from call to call shows here. Cheap functions are called 10,000
 * times; others until the time is over.
 * @param first the verdict on each case, as JSON
 */
export async function manyCalls(
  trial: Trial,
  cases: readonly NamedCase[],
  first: readonly string[],
): Promise<{ readonly calls: number; readonly findings: Finding[] }> {
  const { tool, signal } = trial.input;
  const start = performance.now();
  let calls = 0;
  for (let round = 0; cases.length > 0 && calls < MOST_CALLS; round++) {
    if (round > 0 && performance.now() - start > BUDGET_MS) break;
    signal?.throwIfAborted();
    const random = trial.random(`many calls ${round}`);
    const places = Array.from({ length: CALLS_AT_ONCE }, (_, at) => at % cases.length);
    const order = round % 2 === 0 ? random.shuffled(places) : places.map(() => round % cases.length);
    const verdicts = await runCases(
      tool,
      order.map((at) => cases[at]!),
    );
    calls += order.length;
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

/** What failed once and is as before when asked again failed for want of a processor. */
async function isLate(trial: Trial, entry: Runnable, status: string, first: string): Promise<boolean> {
  if (status !== 'failed') return false;
  const [again] = await runCases(trial.input.tool, [entry]);
  return JSON.stringify(again?.verdict) === first;
}
