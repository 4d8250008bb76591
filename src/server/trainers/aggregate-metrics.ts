import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';

const body = z.looseObject({ verify_responses: z.array(z.looseObject({})) });
const TASK = '_ng_task_index';
const ROLLOUT = '_ng_rollout_index';

/**
 * NeMo Gym's `AggregateMetrics`: mean, max, min, median and standard deviation (of a sample) of every top-level number,
 * by task and over all. Rollouts without a reward (`_ng_failure_class`) are left out.
 * @throws RlarError RLAR_INVALID_REQUEST
 */
export function aggregateMetrics(sent: unknown): object {
  const parsed = body.safeParse(sent);
  if (!parsed.success)
    throw new RlarError('RLAR_INVALID_REQUEST', 'verify_responses: expected a list of answers of /verify');
  const rows = parsed.data.verify_responses.filter(
    (row) => row._ng_failure_class === undefined || row._ng_failure_class === null,
  );
  const tasks = Map.groupBy(rows, (row) => (typeof row[TASK] === 'number' ? row[TASK] : 0));
  const agent = describe(rows);
  return {
    group_level_metrics: [...tasks]
      .toSorted(([left], [right]) => left - right)
      .map(([task, members]) => ({ ...describe(members), [TASK]: task })),
    agent_metrics: agent,
    key_metrics: Object.fromEntries(Object.entries(agent).filter(([name]) => name.startsWith('mean/'))),
  };
}

function describe(rows: readonly Record<string, unknown>[]): Record<string, number> {
  const columns = new Map<string, number[]>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (name === TASK || name === ROLLOUT) continue;
      if (typeof value !== 'number' && typeof value !== 'boolean') continue;
      columns.set(name, [...(columns.get(name) ?? []), Number(value)]);
    }
  }
  const metrics: Record<string, number> = {};
  for (const [name, values] of columns) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const sorted = values.toSorted((left, right) => left - right);
    const middle = sorted.length >> 1;
    metrics[`mean/${name}`] = mean;
    metrics[`max/${name}`] = sorted.at(-1)!;
    metrics[`min/${name}`] = sorted[0]!;
    metrics[`median/${name}`] =
      sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
    metrics[`std/${name}`] = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  }
  return metrics;
}
