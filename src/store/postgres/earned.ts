import type { Earned } from '../ledger.ts';
import type { Query } from './query.ts';

/** @returns what the rollouts of a query have earned in one step of a run; every step along the way has an index */
export async function earned(
  query: Query,
  run: string,
  step: number | null,
  queryKey: string,
): Promise<Earned> {
  const [found] = await query(
    `SELECT coalesce(sum(rewards.reward), 0) AS sum, count(rewards.reward) AS count
    FROM queries JOIN assignments ON assignments.query = queries.number JOIN runs ON runs.number = assignments.run
    JOIN groups ON groups.assignment = assignments.number
    JOIN rewards ON rewards.part = groups.part AND rewards.record >= groups.first
      AND rewards.record < groups.first + groups.rows
    WHERE queries.key = $1 AND runs.run = $2 AND rewards.step IS NOT DISTINCT FROM $3 AND rewards.rescored_from IS NULL`,
    [queryKey, run, step],
  );
  return { sum: Number(found?.sum ?? 0), count: Number(found?.count ?? 0) };
}
