import { hash } from 'node:crypto';
import { isPaid, type WatchedGroup, type WatchedRollout } from './watched-group.ts';

/** One audited rollout of a group. */
export interface Audit {
  readonly rollout: WatchedRollout;
  /** Whether it is one that was paid: that is where an exploit shows. */
  readonly paid: boolean;
}

/** Share of the audits that take an unpaid rollout although there is a paid one. */
const UNPAID_SHARE = 0.2;

/**
 * Chooses at most one rollout of a group for an audit, because rollouts of one group depend on each other, and before any
 * verdict on it is looked at: four times of five a paid one. The choice depends on the seed, the query and the step alone.
 * @param share of the groups that are audited
 * @param isAuditable whether somebody can say whether the rollout is right
 */
export function chooseAudit(
  { queryKey, step, rollouts }: WatchedGroup,
  share: number,
  seed: number,
  isAuditable: (rollout: WatchedRollout) => boolean,
): Audit | null {
  const bytes = hash('sha256', `${seed}/${queryKey}/${step}`, 'buffer');
  if (bytes.readUInt32BE(0) / 2 ** 32 >= share) return null;
  const scored = rollouts.filter((rollout) => rollout.reward !== null && isAuditable(rollout));
  const paid = scored.filter(isPaid);
  const unpaid = scored.filter((rollout) => !isPaid(rollout));
  const wantsPaid = bytes.readUInt32BE(8) / 2 ** 32 >= UNPAID_SHARE;
  const among = paid.length > 0 && (wantsPaid || unpaid.length === 0) ? paid : unpaid;
  const rollout = among[bytes.readUInt32BE(4) % Math.max(1, among.length)];
  return rollout ? { rollout, paid: among === paid } : null;
}
