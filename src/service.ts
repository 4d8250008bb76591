import { openLibrary } from './admission/open-library.ts';
import { type Config, type ConfigInput, parseConfig } from './config.ts';
import { readRow } from './intake/read-row.ts';
import type { Library } from './library/library.ts';
import { LiveLibrary } from './library/live-library.ts';
import { noAssignment } from './rewards/failed-reward.ts';
import { Assigner } from './routing/assigner.ts';
import { queryKey } from './routing/query-key.ts';
import { Scorer } from './scoring/scorer.ts';
import { type Assigned, goneVersion } from './service/assigned.ts';
import { recordRewards } from './service/record-rewards.ts';
import { assignRecorded } from './service/recorded.ts';
import { rewardsOf, scoringGroupOf } from './service/rewards-of.ts';
import { asRlarError, RlarError } from './spec/errors.ts';
import type { Reward } from './spec/reward.ts';
import type { AssignmentReply, Group, RunContext, ScoreRequest } from './spec/wire.ts';
import { openStore } from './store/open-store.ts';
import type { LedgerRecord, Store } from './store/store.ts';

/** What one call of `score` did, for metrics. */
export interface Observation {
  readonly rewards: readonly Reward[];
  readonly ms: number;
}

interface ScoreOptions {
  /** Whether the queries' hints count; the configuration decides by default. */
  readonly hints?: boolean;
}

/**
 * The whole service, in process: `request → routing → scoring → rewards → ledger → reply`. The HTTP face and the
 * commands are thin skins over this class.
 */
export class RewardService {
  readonly config: Config;
  /** Null where nothing is recorded. */
  readonly store: Store | null;
  readonly #live: LiveLibrary;
  readonly #assigner: Assigner;
  readonly #scorer: Scorer;
  readonly #observers: ((observation: Observation) => void)[] = [];

  constructor(config: Config, library: Library | LiveLibrary, store: Store | null) {
    this.config = config;
    this.store = store;
    this.#live = library instanceof LiveLibrary ? library : LiveLibrary.of(library);
    this.#assigner = new Assigner(this.#live, store);
    this.#scorer = new Scorer(this.#live.current, config);
  }

  /** The library as it is now. Groups and runs that began with another go on with it. */
  get library(): Library {
    return this.#live.current;
  }

  /** Looks now whether something was published; by itself the service does so once a second. */
  refreshLibrary(): Library {
    return this.#live.refresh();
  }

  /**
   * Scores groups of rollouts. One query's trouble never touches another's.
   * @returns by group, one reward per rollout, in order; recorded in the ledger before this resolves
   * @throws RlarError of the store (RLAR_DISK_FULL …): nothing of the request is then acknowledged
   */
  async score(request: ScoreRequest, options: ScoreOptions = {}): Promise<Reward[][]> {
    const start = performance.now();
    const assigned = await this.#assign(request.context, request.groups, options);
    const rewards = await this.#scoreAssigned(assigned);
    if (this.store) await recordRewards(this.store, request.context, assigned, rewards);
    const observation: Observation = { rewards: rewards.flat(), ms: performance.now() - start };
    for (const observe of this.#observers) observe(observation);
    return rewards;
  }

  /**
   * Scores one query written as a row, with the field names of docs/input.md: `{prompt, response, reference}` and kin.
   * @throws RlarError RLAR_INVALID_GROUP where it is no such row
   */
  async reward(row: object): Promise<Reward[]> {
    const read = readRow(row, { shapes: this.config.shapes });
    if (!read.ok) throw new RlarError('RLAR_INVALID_GROUP', read.reason);
    const [rewards] = await this.score({ context: read.row.context, groups: [read.row.group] });
    return rewards!;
  }

  /**
   * Makes recorded rewards again, and records them as such.
   * @param snapshot `same`: each with the assignment it had · `latest`: assigned anew by the library as it is · an id: by
   * that snapshot
   * @returns one per record, in order; `failed` with RLAR_VERSION_GONE where a tool's version is not here
   * @throws RlarError RLAR_NOT_FOUND
   */
  async rescore(records: readonly LedgerRecord[], snapshot: string): Promise<Reward[]> {
    const { hints } = this.config;
    const assigned = await assignRecorded(records, snapshot, { live: this.#live, store: this.store, hints });
    const rewards = await this.#scoreAssigned(assigned);
    if (this.store) await recordRewards(this.store, {}, assigned, rewards, records);
    return rewards.flat();
  }

  /** @returns what each query would be scored with, without scoring anything; errors are in the assignment's reason */
  async assign(request: ScoreRequest, options: ScoreOptions = {}): Promise<AssignmentReply[]> {
    const assigned = await this.#assign(request.context, request.groups, options);
    return assigned.map(({ group, key, assignment }, index) => ({
      id: group.id ?? String(index),
      query: key,
      assignment,
    }));
  }

  /** Calls `observer` after every call of `score`. */
  observe(observer: (observation: Observation) => void): void {
    this.#observers.push(observer);
  }

  /** Starts the worker threads ahead of the first request. */
  warm(): Promise<void> {
    return this.#scorer.warm();
  }

  get killedThreads(): number {
    return this.#scorer.killedThreads;
  }

  /** Writes what is pending and ends the threads. */
  async close(): Promise<void> {
    await this.#scorer.close();
    await this.store?.close();
    this.#live.close();
  }

  #assign(context: RunContext, groups: readonly Group[], options: ScoreOptions): Promise<Assigned[]> {
    const hints = options.hints ?? this.config.hints;
    const current = this.library;
    return Promise.all(
      groups.map(async (group): Promise<Assigned> => {
        const key = queryKey(group.query, hints);
        try {
          const made = await this.#assigner.assign(context, key, group.query, hints);
          return { group, key, ...made, error: goneVersion(made.assignment, made.library) };
        } catch (thrown) {
          const error = asRlarError(thrown);
          const assignment = noAssignment(current.snapshot, error);
          return { group, key, library: current, error, assignment };
        }
      }),
    );
  }

  async #scoreAssigned(assigned: readonly Assigned[]): Promise<Reward[][]> {
    const longest = this.config.limits.textCharacters;
    const results = await this.#scorer.run(assigned.map((entry) => scoringGroupOf(entry, longest)));
    return assigned.map((entry, index) => rewardsOf(entry, results[index]!, longest));
  }
}

/**
 * Makes a service with the built-in tools, the user's own and the published ones. Without `home` nothing is recorded.
 * @throws RlarError RLAR_INVALID_CONFIG, RLAR_INVALID_TOOL, or of the store
 */
export async function createRewardService(input: ConfigInput = {}): Promise<RewardService> {
  const config = parseConfig({ ...input, home: input.home ?? null });
  const live = await openLibrary(config);
  const store =
    config.home === null || !config.record
      ? null
      : await openStore({ home: config.home, texts: config.texts, onFull: config.onFull });
  await store?.addSnapshot({ id: live.current.snapshot, cards: live.current.cards() });
  return new RewardService(config, live, store);
}
