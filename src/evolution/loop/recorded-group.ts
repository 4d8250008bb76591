import type { Library } from '../../library/library.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { type WatchedGroup, watchedRollout, watchedTools } from '../watches/watched-group.ts';

const KL_NAMES = ['kl', 'kl_divergence', 'approx_kl'];

/**
 * @param worth what a response without a reward is worth to the run where that is its own doing
 * @returns a group of the ledger as the watches see it, without verdicts
 */
export function recordedGroup(
  group: RecordedGroup,
  library: Library,
  worth: number | null = null,
): WatchedGroup {
  const { records, assignment, context, queryKey, id } = group;
  return {
    id: id ?? records[0]?.reward.id ?? queryKey,
    queryKey,
    step: context.step ?? null,
    kind: records[0]?.reward.kind ?? assignment.kind,
    ...watchedTools(assignment.tools, (id) => library.get(id)?.card),
    worth,
    rollouts: records.map(({ reward, rollout, record }) =>
      watchedRollout({ ...reward, id: record }, rollout?.text ?? '', null),
    ),
    kl: klOf(group),
  };
}

function klOf({ records }: RecordedGroup): number | null {
  for (const { rollout } of records)
    for (const name of KL_NAMES) {
      const value = rollout?.meta?.columns?.[name] ?? rollout?.meta?.extra?.[name];
      if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    }
  return null;
}
