import type { Tool } from '../../spec/tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { type Runnable, runCases } from '../run-cases.ts';

/** @returns whether a tool pays a response: the upper half of its range; null where it gives no score */
export function isPaid({ declaration }: Tool, verdict: Verdict): boolean | null {
  const [bottom, top] = declaration.range;
  return verdict.status === 'scored' ? verdict.value >= (bottom + top) / 2 : null;
}

/** @returns what the majority of some verifiers says of each response: paid or not; null where it is undecided */
export async function majority(
  tools: readonly Tool[],
  cases: readonly Runnable[],
): Promise<(boolean | null)[]> {
  const votes = cases.map(() => ({ paid: 0, unpaid: 0 }));
  for (const tool of tools) {
    const verdicts = await runCases(tool, cases);
    for (const [at, { verdict }] of verdicts.entries()) {
      const paid = isPaid(tool, verdict);
      if (paid !== null) votes[at]![paid ? 'paid' : 'unpaid'] += 1;
    }
  }
  return votes.map(({ paid, unpaid }) => (paid === unpaid ? null : paid > unpaid));
}
