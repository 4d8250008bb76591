import type { JsonObject } from '../../spec/json.ts';
import type { Criterion } from '../../spec/judge-spec.ts';
import type { CriterionAnswer } from './criteria-question.ts';

/** What is known of one criterion of one response; null where nobody had to ask. */
export type Findings = ReadonlyMap<string, CriterionAnswer | null>;

/**
 * Adds the answers of a judge up, outside of the model: a hard rule that is not met makes it 0; else it is the mean of
 * the other criteria by their weights, and 1 where there are none. A criterion is not met where one is not met that it
 * comes after.
 * @returns the value from 0 to 1, and what it was made of
 */
export function rubricVerdict(
  criteria: readonly Criterion[],
  findings: Findings,
): { readonly value: number; readonly evidence: JsonObject } {
  const values = new Map<string, number>();
  for (const { id, after } of criteria) {
    const open = after.every((other) => values.get(other) === 1);
    values.set(id, open ? (findings.get(id)?.value ?? 0) : 0);
  }
  const broken = criteria.find(({ id, hard }) => hard && values.get(id) !== 1);
  const graded = criteria.filter(({ hard }) => !hard);
  const weight = graded.reduce((sum, one) => sum + one.weight, 0);
  const mean = graded.reduce((sum, one) => sum + one.weight * values.get(one.id)!, 0) / weight;
  const evidence: JsonObject = Object.fromEntries(
    criteria.map((one) => [one.id, told(one, values.get(one.id)!, findings.get(one.id) ?? null)]),
  );
  const value = broken ? 0 : graded.length === 0 ? 1 : mean;
  return { value, evidence: { ...(broken && { brokenRule: broken.id }), criteria: evidence } };
}

function told(
  { asks, grades, weight, hard }: Criterion,
  value: number,
  found: CriterionAnswer | null,
): JsonObject {
  const verdict: JsonObject = grades ? { value } : { met: value === 1 };
  const share: JsonObject = hard ? { hard } : { weight };
  const reason = found?.reason ?? 'not asked: it could not change the reward';
  const { quote, cites = [] } = found ?? {};
  const shown = { ...(quote && { quote }), ...(cites.length > 0 && { cites: [...cites] }) };
  return { asks, ...verdict, ...share, reason, ...shown };
}
