import type { Reward } from '../spec/reward.ts';
import type { RunContext } from '../spec/wire.ts';
import type { RecordedGroup } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import type { PlannedGroup } from './planned-group.ts';

interface Recording {
  readonly once?: string | undefined;
  readonly again?: readonly RecordedGroup[];
}

/**
 * Writes rewards into the ledger, durably.
 * @param once the key of a request that may come again: what was recorded under it stands, and comes back
 * @param again the earlier records of these groups, where they are scored again
 * @returns the rewards, each with its record
 * @throws RLAR_DISK_FULL, RLAR_STORE_FAILED: in both cases nothing is recorded
 */
export async function recordRewards(
  store: Store,
  context: RunContext,
  planned: readonly PlannedGroup[],
  rewards: readonly Reward[][],
  { once, again }: Recording = {},
): Promise<Reward[][]> {
  const groups = planned.map(({ group, key, assignment }, index) => ({
    context: again?.[index]?.context ?? context,
    ...(again && { rescoredFrom: again[index]!.records.map(({ record }) => record) }),
    ...(group.id !== undefined && { id: group.id }),
    queryKey: key,
    query: group.query,
    assignment,
    entries: group.rollouts.map((rollout, at) => ({ rollout, reward: rewards[index]![at]! })),
  }));
  // A reward that failed may do better when the request comes again, so such a request is not held to what it got.
  const isWhole = rewards.every((group) => group.every(({ status }) => status !== 'failed'));
  const { records, isRepeated } =
    once !== undefined && isWhole
      ? await store.appendOnce(once, groups)
      : { records: await store.appendRewards(groups), isRepeated: false };
  const stands = await Promise.all(
    records.map((group) =>
      Promise.all(group.map((record) => (isRepeated && record !== null ? store.getReward(record) : null))),
    ),
  );
  return rewards.map((group, index) =>
    group.map((reward, at) => ({
      ...(stands[index]?.[at]?.reward ?? reward),
      record: records[index]?.[at] ?? null,
    })),
  );
}
