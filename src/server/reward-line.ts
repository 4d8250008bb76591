import type { LedgerRecord } from '../store/ledger-record.ts';
import { wireReward } from './wire-reward.ts';

/** Characters of the response in a line. */
const EXCERPT = 200;

/** @returns one line of a list: what a table shows of a recorded reward; `GET /v1/rewards/RECORD` says all of it */
export function rewardLine({
  record,
  at,
  context,
  group,
  queryKey,
  rollout,
  rescoredFrom,
  reward,
}: LedgerRecord) {
  const { id, status, kind, slots, flags, results, assignment, reason, cause } = wireReward(reward);
  return {
    record,
    id,
    at,
    ...context,
    group,
    query: queryKey,
    status,
    ...(cause && { cause }),
    reward: reward.reward,
    kind,
    slots,
    flags,
    tools: results.map(({ tool, version }) => `${tool}@${version}`),
    snapshot: assignment?.snapshot ?? null,
    ...(reason !== undefined && { reason }),
    ...(rescoredFrom !== null && { rescored_from: rescoredFrom }),
    length: rollout?.text.length ?? null,
    excerpt: rollout?.text.slice(0, EXCERPT).toWellFormed() ?? null,
  };
}
