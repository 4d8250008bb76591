import type { LedgerRecord } from '../store/ledger-record.ts';
import { wireReward } from './wire-reward.ts';

/** Characters of a response, and of all steps of a trajectory, beside others of its group. */
const SHOWN = 20_000;

/** One rollout of a group. The query stands beside the group, once. */
export interface GroupRecord extends Omit<LedgerRecord, 'query'> {
  /** Characters of the whole response; null where texts are stored as hashes. */
  readonly characters: number | null;
  /** Whether the response or its steps are cut here. */
  readonly cut: boolean;
}

export function groupRecord({ query: _query, rollout, reward, ...rest }: LedgerRecord): GroupRecord {
  const steps = rollout?.steps;
  const cutsSteps = steps !== undefined && JSON.stringify(steps).length > SHOWN;
  const cutsText = rollout !== null && rollout.text.length > SHOWN;
  const { steps: _steps, ...plain } = rollout ?? { text: '' };
  return {
    ...rest,
    rollout:
      rollout === null
        ? null
        : {
            ...plain,
            text: rollout.text.slice(0, SHOWN).toWellFormed(),
            ...(steps && !cutsSteps && { steps }),
          },
    reward: wireReward(reward),
    characters: rollout?.text.length ?? null,
    cut: cutsText || cutsSteps,
  };
}
