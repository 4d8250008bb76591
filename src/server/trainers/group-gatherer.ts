import { failedReward, noAssignment } from '../../rewards/failed-reward.ts';
import { queryKey } from '../../routing/query-key.ts';
import type { RewardService } from '../../service.ts';
import type { Reward } from '../../spec/reward.ts';
import type { Rollout } from '../../spec/rollout.ts';
import type { Group, RunContext } from '../../spec/wire.ts';
import { type Batch, readBatch } from '../read-batch.ts';
import { scoreBatch } from '../score-batch.ts';
import type { UrlFields } from './url-fields.ts';

interface Gathering {
  readonly group: Group;
  readonly rollouts: Rollout[];
  readonly done: Promise<Reward[]>;
  readonly close: () => void;
}

/**
 * Makes groups of samples that a trainer sends one by one: those of one run, step and query that come within a window
 * are scored and recorded as one group. The window ends early when as many are there as a group has.
 */
export class GroupGatherer {
  readonly #service: RewardService;
  readonly #open = new Map<string, Gathering>();

  constructor(service: RewardService) {
    this.#service = service;
  }

  /** @returns one reward per row, in order; each row has one response */
  async score(rows: readonly object[], context: RunContext, url: UrlFields): Promise<Reward[]> {
    const { limits, shapes } = this.#service.config;
    const batch = readBatch({ ...context, groups: rows }, limits.batchRollouts, { shapes });
    if (url.windowMs === 0) return (await scoreBatch(this.#service, batch)).flat();
    return Promise.all(batch.groups.map((entry) => this.#join(entry, batch.context, url)));
  }

  async #join(entry: Batch['groups'][number], context: RunContext, url: UrlFields): Promise<Reward> {
    const { library, config } = this.#service;
    if (!entry.ok) return failedReward(entry.id, noAssignment(library.snapshot, entry.error), entry.error);
    const { group } = entry.row;
    const key = `${context.run}\n${context.step}\n${group.id}\n${queryKey(group.query, config.hints)}`;
    const gathering = this.#open.get(key) ?? this.#start(key, group, context, url.windowMs);
    const place = gathering.rollouts.push(group.rollouts[0]!) - 1;
    if (gathering.rollouts.length >= url.groupSize) gathering.close();
    return (await gathering.done)[place]!;
  }

  #start(key: string, group: Group, context: RunContext, windowMs: number): Gathering {
    const { promise, resolve } = Promise.withResolvers<void>();
    const rollouts: Rollout[] = [];
    const close = (): void => {
      clearTimeout(timer);
      this.#open.delete(key);
      resolve();
    };
    const timer = setTimeout(close, windowMs);
    const done = promise.then(async () => {
      const [rewards] = await this.#service.score({ context, groups: [{ ...group, rollouts }] });
      return rewards!;
    });
    const gathering = { group, rollouts, done, close };
    this.#open.set(key, gathering);
    return gathering;
  }
}
