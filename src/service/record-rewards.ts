import type { Reward } from '../spec/reward.ts';
import type { RunContext } from '../spec/wire.ts';
import type { RecordedGroup } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import type { PlannedGroup } from './planned-group.ts';

/**
 * Writes rewards into the ledger, durably.
 * @param again the earlier records of these groups, where they are scored again
 * @returns the rewards, each with its record
 * @throws RLAR_DISK_FULL, RLAR_STORE_FAILED: in both cases nothing is recorded
 */
export async function recordRewards(
  store: Store,
  context: RunContext,
  planned: readonly PlannedGroup[],
  rewards: readonly Reward[][],
  again?: readonly RecordedGroup[],
): Promise<Reward[][]> {
  const records = await store.appendRewards(
    planned.map(({ group, key, assignment }, index) => ({
      context: again?.[index]?.context ?? context,
      ...(again && { rescoredFrom: again[index]!.records.map(({ record }) => record) }),
      ...(group.id !== undefined && { id: group.id }),
      queryKey: key,
      query: group.query,
      assignment,
      entries: group.rollouts.map((rollout, at) => ({ rollout, reward: rewards[index]![at]! })),
    })),
  );
  return rewards.map((group, index) =>
    group.map((reward, at) => ({ ...reward, record: records[index]?.[at] ?? null })),
  );
}
