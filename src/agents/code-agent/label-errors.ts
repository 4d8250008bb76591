import type { Case, CounterExample } from '../../admission/candidate.ts';
import { runCases } from '../../admission/run-cases.ts';
import { split } from '../../admission/split.ts';
import type { Tool } from '../../spec/tool.ts';

/** How a candidate judges the labelled responses that are not sealed. */
export interface LabelErrors {
  /** The errors in the development part, for the author. */
  readonly open: readonly CounterExample[];
  /** From 0 to 1: how much it judges wrongly, held-out responses included; a wrong one that is rewarded counts double. */
  readonly weight: number;
}

/**
 * The bars of the gates let a few errors pass. Each of these errors can still be repaired.
 * @returns the errors of the tool on the labelled responses outside the audit
 */
export async function labelErrors(tool: Tool, cases: readonly Case[], seed: number): Promise<LabelErrors> {
  const labelled = split(cases, seed)
    .filter(({ part }) => part !== 'audit')
    .flatMap((subject) =>
      subject.cases.flatMap((entry) => (entry.good === null ? [] : [{ subject, entry, good: entry.good }])),
    );
  const verdicts = await runCases(
    tool,
    labelled.map(({ entry }) => entry),
  );
  const errors = labelled.flatMap(({ subject, entry, good }, at) => {
    const verdict = verdicts[at]?.verdict;
    if (!verdict || (verdict.status === 'scored' && verdict.value >= 0.5 === good)) return [];
    const got = verdict.status === 'scored' ? String(verdict.value) : verdict.status;
    const paid = verdict.status === 'scored' && !good;
    return [{ subject, entry, got, expected: good ? 'right' : 'wrong', weight: paid ? 2 : 1 }];
  });
  const weight = errors.reduce((sum, error) => sum + error.weight, 0) / Math.max(1, 2 * labelled.length);
  const open = errors
    .filter(({ subject }) => subject.part === 'development')
    .map(({ subject, entry, got, expected }) => ({
      gate: 'G3',
      case: entry.name,
      prompt: subject.prompt,
      response: entry.response,
      expected,
      got,
    }));
  return { open, weight };
}
