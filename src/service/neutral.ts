import { LRUCache } from 'lru-cache';
import type { Reward } from '../spec/reward.ts';
import type { RunContext } from '../spec/wire.ts';
import type { Earned } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';

/** Number of groups kept in memory, because more of their rollouts may still come one by one. */
const KEPT_GROUPS = 20_000;

/**
 * Remembers the rewards of each group. A trainer whose protocol has no value for "no reward" then gets a number that
 * changes no gradient. Rollouts of one query that come in several requests of one run and step are one group here.
 */
export class GroupMeans {
  readonly #earned = new LRUCache<string, Earned>({ max: KEPT_GROUPS });
  readonly #store: Pick<Store, 'earned'> | null;

  /** @param store asked where several processes score one run; what this process has seen counts otherwise */
  constructor(store: Pick<Store, 'earned'> | null = null) {
    this.#store = store;
  }

  /** Like `apply`, over what all processes of a deployment have recorded, the rewards themselves among it. */
  async applyShared(context: RunContext, key: string, rewards: readonly Reward[]): Promise<Reward[]> {
    const { run, step } = context;
    const asks = run !== undefined && rewards.some(({ reward }) => reward === null);
    const all = asks ? await this.#store?.earned?.(run, step ?? null, key) : undefined;
    if (!all) return this.apply(context, key, rewards);
    return withNeutral(rewards, all);
  }

  /**
   * @param key of the query
   * @returns the rewards, with `neutral` set where a reward has no number: the mean of the group's rewards so far, or null
   * where the group has none
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
    return withNeutral(rewards, { sum, count });
  }
}

function withNeutral(rewards: readonly Reward[], { sum, count }: Earned): Reward[] {
  const neutral = count === 0 ? null : sum / count;
  return rewards.map((reward) => (reward.reward === null ? { ...reward, neutral } : reward));
}
