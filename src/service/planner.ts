import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { noAssignment } from '../rewards/failed-reward.ts';
import { Assigner, type AssignmentOutcome } from '../routing/assigner.ts';
import { RunRegistry, type RunState } from '../routing/run-registry.ts';
import { asRlarError } from '../spec/errors.ts';
import type { NoReward } from '../spec/no-reward.ts';
import { countedQuery, queryKey } from '../spec/query-key.ts';
import type { Group, RunContext, ScoreRequest } from '../spec/wire.ts';
import type { RecordedGroup } from '../store/ledger.ts';
import type { RunSettings } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { ParReferences } from './par-references.ts';
import { missingToolVersion, type PlannedGroup } from './planned-group.ts';
import { planReplay } from './replay.ts';

/**
 * Gives each group of a request its reward function. It finds the settings of the run first, then the query under these
 * settings, then the assignment. An error concerns its own query alone: a group without an assignment carries the error.
 */
export class Planner {
  readonly #live: LiveLibrary;
  readonly #runs: RunRegistry;
  readonly #assigner: Assigner;
  readonly #beside: ParReferences | null;

  /** @param beside reference responses of the run's prompts, for queries that bring none */
  constructor(config: Config, live: LiveLibrary, store: Store | null, beside: ParReferences | null = null) {
    this.#live = live;
    this.#beside = beside;
    this.#runs = new RunRegistry(live, store, {
      hints: config.hints,
      provisional: config.allowProvisional,
      formOnly: config.formOnly,
      bareCheckers: config.bareCheckers,
      partialCredit: config.partialCredit,
      strictToolCalls: config.strictToolCalls,
      numberLocale: config.numberLocale,
      shaping: config.shaping,
      judgeBudget: config.judges.budget,
      unscorable: config.unscorable,
      follow: 'never',
      noReward: null,
    });
    this.#assigner = new Assigner(live, store);
  }

  /**
   * For scoring: the first request of a run stores the settings of the run, and assignments are stored before they are
   * used.
   * @param noReward the value that the run's trainer gets for a rollout without a reward, where the caller knows it
   */
  plan(request: ScoreRequest, noReward?: NoReward): Promise<PlannedGroup[]> {
    return this.#planned(request, (context) => this.#runs.open(context, noReward), 'assign');
  }

  /** Like `plan`, but nothing is stored. */
  look(request: ScoreRequest): Promise<PlannedGroup[]> {
    return this.#planned(request, (context) => this.#runs.look(context), 'look');
  }

  /** Plans recorded groups again: see `planReplay`. @throws RlarError RLAR_NOT_FOUND */
  replay(groups: readonly RecordedGroup[], snapshot: string): Promise<PlannedGroup[]> {
    return planReplay(groups, snapshot, this.#live, (context) => this.#runs.settingsOf(context));
  }

  /** @returns the settings of a run, or those of a request that names no run. @throws RlarError RLAR_SNAPSHOT_UNAVAILABLE */
  async settingsOf(context: RunContext): Promise<RunSettings> {
    return (await this.#runs.look(context)).settings;
  }

  async #planned(
    { context, groups }: ScoreRequest,
    stateOf: (context: RunContext) => Promise<RunState>,
    how: 'assign' | 'look',
  ): Promise<PlannedGroup[]> {
    let state: RunState;
    try {
      state = await stateOf(context);
    } catch (thrown) {
      const error = asRlarError(thrown);
      return groups.map((group) => this.#entry(group, queryKey(group.query), { error }, context));
    }
    const { hints } = state.settings;
    const asked = groups.map((group) => {
      const query = countedQuery(group.query, hints);
      return { ...group, query: this.#beside?.with(query) ?? query };
    });
    const queries = asked.map(({ query }) => ({ key: queryKey(query), query }));
    const outcomes = await this.#assigner[how](queries, state);
    return asked.map((group, index) => this.#entry(group, queries[index]!.key, outcomes[index]!, context));
  }

  #entry(group: Group, key: string, outcome: AssignmentOutcome, { step }: RunContext): PlannedGroup {
    if (!('error' in outcome)) {
      const error = missingToolVersion(outcome.assignment, outcome.library);
      return { group, key, ...outcome, error, step };
    }
    const { error } = outcome;
    const library = this.#live.current;
    return { group, key, library, error, assignment: noAssignment(library.snapshot, error) };
  }
}
