import { LRUCache } from 'lru-cache';
import type { Reward } from '../spec/reward.ts';
import type { RunContext } from '../spec/wire.ts';

/** Groups remembered because more of their rollouts may still come, one by one. */
const KEPT_GROUPS = 20_000;

interface Earned {
  readonly sum: number;
  readonly count: number;
}

/**
 * What the rollouts of a group earned, so that a trainer whose wire has no value for "no reward" can be given a number
 * that changes no gradient. Rollouts of one query that come in several requests of one run and step are one group here.
 */
export class GroupMeans {
  readonly #earned = new LRUCache<string, Earned>({ max: KEPT_GROUPS });

  /**
   * @param key of the query
   * @returns the rewards, with `neutral` where there is no number: the mean of what the group has earned so far, null
   * where nothing
   */
  apply({ run, step }: RunContext, key: string, rewards: readonly Reward[]): Reward[] {
    const place = run === undefined ? null : `${run}\n${step ?? ''}\n${key}`;
    const before = (place !== null && this.#earned.get(place)) || { sum: 0, count: 0 };
    let { sum, count } = before;
    for (const { reward } of rewards) {
      if (reward === null) continue;
      sum += reward;
      count += 1;
    }
    if (place !== null && count > before.count) this.#earned.set(place, { sum, count });
    const neutral = count === 0 ? null : sum / count;
    return rewards.map((reward) => (reward.reward === null ? { ...reward, neutral } : reward));
  }
}
