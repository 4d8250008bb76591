import { type Config, type ConfigInput, parseConfig } from './config.ts';
import { readRow } from './intake/read-row.ts';
import type { Library } from './library/library.ts';
import { LiveLibrary } from './library/live-library.ts';
import type { Elsewhere } from './scoring/elsewhere.ts';
import { Executor } from './scoring/executor.ts';
import type { TimedVerdict } from './scoring/job.ts';
import type { ProgramEntry } from './scoring/program-entry.ts';
import type { KnownHealth } from './scoring/readiness.ts';
import { withDeclaredWorth } from './service/declared-worth.ts';
import { asksJudge, JudgeSpending, type Reserved } from './service/judge-spending.ts';
import { assignmentReply, checkReply } from './service/look-replies.ts';
import { GroupMeans } from './service/neutral.ts';
import type { ParReferences } from './service/par-references.ts';
import type { PlannedGroup } from './service/planned-group.ts';
import { Planner } from './service/planner.ts';
import { recordRewards } from './service/record-rewards.ts';
import { runHandedOver } from './service/run-handed-over.ts';
import type { Observation, ScoreOptions } from './service/score-options.ts';
import { scorePlanned } from './service/score-planned.ts';
import { openServiceParts, type Sharing } from './service/service-parts.ts';
import type { Assignment } from './spec/assignment.ts';
import { RlarError } from './spec/errors.ts';
import type { JsonObject } from './spec/json.ts';
import type { Query } from './spec/query.ts';
import type { Reward } from './spec/reward.ts';
import type { Tool, ToolRollout } from './spec/tool.ts';
import { toolQueryOf } from './spec/tool-query-of.ts';
import type { AssignmentReply, CheckReply, RunContext, ScoreRequest } from './spec/wire.ts';
import type { RecordedGroup } from './store/ledger.ts';
import type { RunSettings } from './store/runs.ts';
import type { Store } from './store/store.ts';

/**
 * The whole service, in process. `score` shows the way of a request: routing → scoring → rewards → ledger → reply.
 * The server and the commands are thin layers over this class.
 */
export class RewardService {
  readonly config: Config;
  /** Null where nothing is recorded. */
  readonly store: Store | null;
  readonly #live: LiveLibrary;
  readonly #planner: Planner;
  readonly #means: GroupMeans;
  readonly #spending: JudgeSpending;
  readonly #executor: Executor;
  readonly #observers: ((observation: Observation) => void)[] = [];
  readonly #planObservers: ((query: Query, assignment: Assignment) => void)[] = [];

  /**
   * @param beside reference responses of the run's prompts
   * @param elsewhere where programs are run, if other processes run them
   */
  constructor(
    config: Config,
    library: Library | LiveLibrary,
    store: Store | null,
    beside: ParReferences | null = null,
    elsewhere: Elsewhere | null = null,
  ) {
    this.config = config;
    this.store = store;
    this.#live = library instanceof LiveLibrary ? library : LiveLibrary.of(library);
    this.#planner = new Planner(config, this.#live, store, beside);
    this.#means = new GroupMeans(store);
    this.#spending = new JudgeSpending(store);
    this.#executor = new Executor({ ...config, ...(elsewhere && { elsewhere }) });
  }

  /** Most characters of a response. A longer response is not scored. */
  get #longest(): number {
    return this.config.limits.textCharacters;
  }

  /** The current library. Groups and runs that began with an earlier library keep that one. */
  get library(): Library {
    return this.#live.current;
  }

  /** Looks for newly published tools at once. Without this call the service looks once a second. */
  refreshLibrary(): Promise<Library> {
    return this.#live.refresh();
  }

  /**
   * Scores groups of rollouts. A query that cannot be scored does not affect the others.
   * @returns by group, one reward per rollout, in order; recorded in the ledger before this resolves
   * @throws RlarError of the store (RLAR_DISK_FULL …), or the signal's reason: then no reward of the request is
   * acknowledged
   */
  async score(request: ScoreRequest, options: ScoreOptions = {}): Promise<Reward[][]> {
    const start = performance.now();
    const { context } = request;
    const all = await this.#planner.plan(request, options.noReward);
    for (const observe of this.#planObservers)
      for (const { group, assignment, error } of all) if (!error) observe(group.query, assignment);
    const { planned, settle } = await this.#reserve(context, all);
    const origin = { run: context.run, signal: options.signal };
    const scored = await scorePlanned(this.#executor, planned, this.#longest, origin);
    await settle(scored);
    options.signal?.throwIfAborted();
    const rewards = this.store ? await recordRewards(this.store, context, planned, scored, options) : scored;
    const observation: Observation = { rewards: rewards.flat(), ms: performance.now() - start };
    for (const observe of this.#observers) observe(observation);
    const told = await Promise.all(
      rewards.map((group, index) => this.#means.applyShared(context, planned[index]!.key, group)),
    );
    return withDeclaredWorth(told, () => this.#planner.settingsOf(context));
  }

  /**
   * Scores one query written as a row, with the field names of docs/input.md, such as `{prompt, response, reference}`.
   * @throws RlarError RLAR_INVALID_GROUP where the value is not such a row
   */
  async reward(row: object): Promise<Reward[]> {
    const read = readRow(row, { shapes: this.config.shapes });
    if (!read.ok) throw new RlarError('RLAR_INVALID_GROUP', read.reason);
    const [rewards] = await this.score({ context: read.row.context, groups: [read.row.group] });
    return rewards!;
  }

  /**
   * @returns the settings of a run, as its first request stated them; without a run, the settings of a request that names
   * none
   */
  settingsOf(context: RunContext): Promise<RunSettings> {
    return this.#planner.settingsOf(context);
  }

  /**
   * Scores recorded groups again, each as a whole, and records nothing.
   * @param snapshot `same`: each group keeps its assignment · `latest`: the current library assigns it anew · an id: that
   * snapshot assigns it anew
   * @returns by group, one reward per rollout, in order; `failed` with RLAR_VERSION_GONE where the version of a tool is not
   * on this machine
   * @throws RlarError RLAR_NOT_FOUND
   */
  async replay(groups: readonly RecordedGroup[], snapshot: string): Promise<Reward[][]> {
    return scorePlanned(this.#executor, await this.#planner.replay(groups, snapshot), this.#longest);
  }

  /** Like `replay`, and records the rewards, marked as rescored. */
  async rescore(groups: readonly RecordedGroup[], snapshot: string): Promise<Reward[][]> {
    const planned = await this.#planner.replay(groups, snapshot);
    const rewards = await scorePlanned(this.#executor, planned, this.#longest);
    return this.store ? recordRewards(this.store, {}, planned, rewards, { again: groups }) : rewards;
  }

  /**
   * @returns the assignment that each query would get. Nothing is scored or stored. An error stands in the assignment's
   * reason
   */
  async assign(request: ScoreRequest): Promise<AssignmentReply[]> {
    return (await this.#planner.look(request)).map(assignmentReply);
  }

  /**
   * Like `assign`, and also says for each query whether any response to it can get a reward. It asks the tools, as scoring
   * does.
   */
  async check(request: ScoreRequest): Promise<CheckReply[]> {
    const planned = await this.#planner.look(request);
    return Promise.all(planned.map((group, index) => checkReply(group, index, this.#executor)));
  }

  /**
   * Runs one tool on one rollout, for callers that need the tool's verdict and not a reward. Nothing is recorded.
   * @throws RLAR_TOOL_UNAVAILABLE, or the signal's reason
   */
  async runTool(
    { id, options }: { readonly id: string; readonly options: JsonObject },
    query: Query,
    rollout: ToolRollout,
    signal?: AbortSignal,
  ): Promise<TimedVerdict> {
    const { tool } = this.library.require(id);
    const work = { tool, query: toolQueryOf(query), options, rollouts: [rollout] };
    const [answers] = await this.#executor.run([work], signal);
    return answers![0]!;
  }

  /** Runs programs that another process of the deployment handed over. @throws RLAR_VERSION_GONE, or the signal's reason */
  runHandedOver(entry: ProgramEntry, signal: AbortSignal): Promise<TimedVerdict[]> {
    return runHandedOver(this.#live, this.#executor, entry, signal);
  }

  /** Calls `observer` after every call of `score`. */
  observe(observer: (observation: Observation) => void): void {
    this.#observers.push(observer);
  }

  /** Calls `observer` with each query that is to be scored and its assignment. It must be quick: rewards wait for it. */
  observePlans(observer: (query: Query, assignment: Assignment) => void): void {
    this.#planObservers.push(observer);
  }

  /** Starts the worker threads and opens the tools before the first request. */
  warm(): Promise<void> {
    return this.#executor.warm(this.#tools());
  }

  /**
   * @returns the last known health of each tool that declares `health`. A tool whose answer is old is asked again, without
   * waiting for it
   */
  toolHealth(): KnownHealth[] {
    return this.#executor.healthOf(this.#tools());
  }

  get killedThreads(): number {
    return this.#executor.killedThreads;
  }

  /** Ends the running work, writes pending records, and ends every thread, process and timer that the service started. */
  async close(): Promise<void> {
    await this.#executor.close();
    await this.store?.close();
    await this.#live.close();
  }

  /** Holds the judges of the run to its budget. A request without a judge asks for no settings. */
  async #reserve(context: RunContext, planned: PlannedGroup[]): Promise<Reserved> {
    if (!planned.some(asksJudge)) return { planned, settle: async () => undefined };
    const { judgeBudget } = await this.#planner.settingsOf(context);
    return this.#spending.reserve(context, planned, judgeBudget);
  }

  #tools(): Tool[] {
    return this.library.entries().map(({ tool }) => tool);
  }
}

/**
 * Makes a service with the built-in tools, the user's own and the published ones. Without `home` nothing is recorded. Close it
 * when you are done: it has threads.
 * @param input the keys of docs/configuration.md; no configuration file is read
 * @throws RlarError RLAR_INVALID_CONFIG, RLAR_INVALID_TOOL, or of the store
 */
export async function createRewardService(
  input: ConfigInput = {},
  sharing: Sharing = {},
): Promise<RewardService> {
  const config = parseConfig({ ...input, home: input.home ?? null });
  const { live, store, beside, elsewhere } = await openServiceParts(config, sharing);
  return new RewardService(config, live, store, beside, elsewhere);
}
