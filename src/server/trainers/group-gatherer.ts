import { refusedReward } from '../../rewards/failed-reward.ts';
import { Interest } from '../../scoring/interest.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { NoReward } from '../../spec/no-reward.ts';
import { countedQuery, queryKey } from '../../spec/query-key.ts';
import type { Reward } from '../../spec/reward.ts';
import type { Rollout } from '../../spec/rollout.ts';
import type { Group, RunContext } from '../../spec/wire.ts';
import { databaseUrl } from '../../store/database-url.ts';
import type { IntakeWarnings } from '../intake-warnings.ts';
import { type Batch, readBatch } from '../read-batch.ts';
import type { UrlFields } from './url-fields.ts';

/** The context of the rows of a request. */
interface Sent {
  /** The value that the trainer gets for a rollout without a reward. */
  readonly noReward: NoReward;
  readonly url: UrlFields;
  /** Aborted when no client waits for the rewards any more. */
  readonly signal: AbortSignal;
  /** The key of the request, by which its rewards are recorded once. */
  readonly once?: string;
}

/** The samples of one query that are scored as one group. */
interface Gathering {
  readonly group: Group;
  readonly rollouts: Rollout[];
}

/** A group that waits for samples of later requests. */
interface Waiting extends Gathering {
  /** The requests that sent its samples. */
  readonly interest: Interest;
  readonly done: Promise<Reward[]>;
  readonly close: () => void;
}

type Refused = Extract<Batch['groups'][number], { ok: false }>;

/**
 * Makes groups out of samples that a trainer sends one by one. Samples of one request with the same run, step and query are
 * scored and recorded as one group. If the request asks for a window, samples of later requests within that time join the
 * group. The window ends early when the group is full. Each sample keeps the other columns of its own row.
 */
export class GroupGatherer {
  readonly #service: RewardService;
  readonly #warnings: IntakeWarnings;
  readonly #waiting = new Map<string, Waiting>();

  /** @param warnings writes warnings about the rows to the log, because the protocols of trainers have no place for them */
  constructor(service: RewardService, warnings: IntakeWarnings) {
    this.#service = service;
    this.#warnings = warnings;
  }

  /** @returns one reward per row, in order; each row has one response */
  async score(rows: readonly object[], context: RunContext, sent: Sent): Promise<Reward[]> {
    const { limits, shapes, trainers, home } = this.#service.config;
    const gathers = trainers.gatherAcrossRequests ?? databaseUrl(home) === null;
    if (sent.url.windowMs > 0 && !gathers)
      throw new RlarError('RLAR_GATHERING_SPLIT', 'group_window_ms: several processes share this database');
    const batch = await readBatch({ ...context, groups: rows }, limits.batchRollouts, { shapes });
    this.#warnings.of(batch);
    const { hints } = await this.#service.settingsOf(batch.context);
    const keyOf = ({ id, query }: Group): string =>
      `${batch.context.run}\n${batch.context.step}\n${id}\n${queryKey(countedQuery(query, hints))}`;
    if (sent.url.windowMs === 0) return this.#scoreNow(batch, keyOf, sent);
    return Promise.all(
      batch.groups.map((entry) =>
        entry.ok
          ? this.#join(keyOf(entry.row.group), entry.row.group, batch.context, sent)
          : this.#refused(entry),
      ),
    );
  }

  async #scoreNow(
    batch: Batch,
    keyOf: (group: Group) => string,
    { noReward, signal, once }: Sent,
  ): Promise<Reward[]> {
    const gathered = new Map<string, Gathering>();
    const places = batch.groups.map((entry) => {
      if (!entry.ok) return entry;
      const { group } = entry.row;
      const key = keyOf(group);
      const gathering = gathered.get(key) ?? { group, rollouts: [] };
      gathered.set(key, gathering);
      return { gathering, place: gathering.rollouts.push(group.rollouts[0]!) - 1 };
    });
    const gatherings = [...gathered.values()];
    const groups = gatherings.map(({ group, rollouts }) => ({ ...group, rollouts }));
    const rewards = await this.#service.score(
      { context: batch.context, groups },
      { noReward, signal, ...(once && { once }) },
    );
    const byGathering = new Map(gatherings.map((gathering, index) => [gathering, rewards[index]!]));
    return places.map((at) =>
      'gathering' in at ? byGathering.get(at.gathering)![at.place]! : this.#refused(at),
    );
  }

  #refused({ ids, error }: Refused): Reward {
    return refusedReward({ id: ids[0]!, error }, this.#service.library.snapshot);
  }

  async #join(key: string, group: Group, context: RunContext, sent: Sent): Promise<Reward> {
    const { url, signal } = sent;
    const waiting = this.#waiting.get(key) ?? this.#start(key, group, context, sent);
    waiting.interest.join(signal);
    const place = waiting.rollouts.push(group.rollouts[0]!) - 1;
    if (waiting.rollouts.length >= url.groupSize) waiting.close();
    return (await waiting.done)[place]!;
  }

  #start(key: string, group: Group, context: RunContext, { noReward, url }: Sent): Waiting {
    const interest = new Interest();
    const { promise, resolve } = Promise.withResolvers<void>();
    const rollouts: Rollout[] = [];
    const close = (): void => {
      clearTimeout(timer);
      this.#waiting.delete(key);
      resolve();
    };
    const timer = setTimeout(close, url.windowMs);
    interest.signal.addEventListener('abort', close, { once: true });
    const done = promise.then(async () => {
      const [rewards] = await this.#service.score(
        { context, groups: [{ ...group, rollouts }] },
        { noReward, signal: interest.signal },
      );
      return rewards!;
    });
    const waiting = { group, rollouts, done: done.finally(() => interest.end()), close, interest };
    this.#waiting.set(key, waiting);
    return waiting;
  }
}
