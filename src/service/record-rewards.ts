import type { Reward } from '../spec/reward.ts';
import type { RunContext } from '../spec/wire.ts';
import type { LedgerRecord, Store } from '../store/store.ts';
import type { Assigned } from './assigned.ts';

/**
 * Writes rewards into the ledger, durably, and gives each its record.
 * @param again the records that these score again, one a group
 * @throws RLAR_DISK_FULL, RLAR_STORE_FAILED: nothing is recorded then
 */
export async function recordRewards(
  store: Store,
  context: RunContext,
  assigned: readonly Assigned[],
  rewards: readonly Reward[][],
  again?: readonly LedgerRecord[],
): Promise<void> {
  const records = await store.appendRewards(
    assigned.map(({ group, key, assignment, error }, index) => ({
      context: again?.[index]?.context ?? context,
      ...(again && { rescoredFrom: [again[index]!.record] }),
      ...(group.id !== undefined && { id: group.id }),
      queryKey: key,
      query: group.query,
      assignment,
      sticky: error === null,
      entries: group.rollouts.map((rollout, at) => ({ rollout, reward: rewards[index]![at]! })),
    })),
  );
  for (const [index, group] of rewards.entries())
    for (const [at, reward] of group.entries()) reward.record = records[index]?.[at] ?? null;
}
