import { LRUCache } from 'lru-cache';
import type { Library } from '../library/library.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { RlarError } from '../spec/errors.ts';
import { NOTHING_SPENT } from '../spec/judge-budget.ts';
import type { NoReward } from '../spec/no-reward.ts';
import type { RunContext } from '../spec/wire.ts';
import { phaseAt, type RunEntry, type RunSettings } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/**
 * Most runs kept in memory, and milliseconds for which an entry holds: a run that is pinned by hand is noticed within a
 * second.
 */
const KEPT_RUNS = 1_000;
const KEPT_MS = 1_000;
/** Most runs remembered where there is no store. */
const REMEMBERED_RUNS = 10_000;

/** The settings of a request: those of its run where it names one, else those of the configuration. */
export interface RunState {
  readonly run: string | undefined;
  /** The first step of the phase that the request belongs to. */
  readonly fromStep: number;
  readonly settings: RunSettings;
  readonly library: Library;
  /** Whether the run began before this process, so that assignments of it may be stored. */
  readonly older: boolean;
}

/** Knows the settings of each run. The settings that its first request stored win over all later ones. */
export class RunRegistry {
  readonly #live: LiveLibrary;
  readonly #store: Store | null;
  readonly #defaults: RunSettings;
  readonly #entries: LRUCache<string, RunEntry>;
  /** The latest step and epoch of each run that this process knows of. Earlier steps keep their phases. */
  readonly #reached = new LRUCache<string, number>({ max: KEPT_RUNS });
  readonly #epochs = new LRUCache<string, number>({ max: KEPT_RUNS });
  readonly #started = Date.now();

  /** @param defaults the settings of the configuration */
  constructor(live: LiveLibrary, store: Store | null, defaults: RunSettings) {
    this.#live = live;
    this.#store = store;
    this.#defaults = defaults;
    this.#entries = store
      ? new LRUCache({ max: KEPT_RUNS, ttl: KEPT_MS })
      : new LRUCache({ max: REMEMBERED_RUNS });
    if (store) live.observe(() => this.#entries.clear());
  }

  /**
   * For scoring: the first request of a run stores its settings.
   * @param noReward the value that the run's trainer gets for a rollout without a reward, where the caller knows it
   * @throws RlarError RLAR_SNAPSHOT_UNAVAILABLE
   */
  async open(context: RunContext, noReward: NoReward | null = null): Promise<RunState> {
    const { run } = context;
    if (run === undefined) return this.#alone(context);
    let entry = this.#entries.get(run);
    if (!entry) {
      entry = await this.#opened(run, this.#settingsFor(context, noReward));
      this.#entries.set(run, entry);
    }
    return this.#stateOf(await this.#followed(entry, context), context);
  }

  /** Like `open`, but nothing is stored. @throws RlarError RLAR_SNAPSHOT_UNAVAILABLE */
  async look(context: RunContext): Promise<RunState> {
    const found = await this.#find(context);
    return found ? this.#stateOf(found, context) : { ...this.#alone(context), run: context.run };
  }

  /**
   * @returns the settings of a run, or of a request that names none. A run that began without settings has those of the
   * configuration
   */
  async settingsOf(context: RunContext): Promise<RunSettings> {
    return (await this.#find(context))?.settings ?? this.#settingsFor(context, null);
  }

  async #find({ run }: RunContext): Promise<RunEntry | null> {
    if (run === undefined) return null;
    return this.#entries.get(run) ?? (await this.#store?.getRun(run)) ?? null;
  }

  #alone(context: RunContext): RunState {
    const settings = this.#settingsFor(context, null);
    const library = this.#live.current.withProvisional(settings.provisional);
    return { run: undefined, fromStep: 0, settings, library, older: false };
  }

  #settingsFor(context: RunContext, noReward: NoReward | null): RunSettings {
    const { hints, provisional, formOnly, bareCheckers } = this.#defaults;
    const { partialCredit, strictToolCalls, numberLocale } = this.#defaults;
    const { shaping, judgeBudget, unscorable, follow } = this.#defaults;
    return {
      hints,
      provisional: context.allow_provisional ?? provisional,
      formOnly: context.form_only ?? formOnly,
      bareCheckers: context.bare_checkers ?? bareCheckers,
      partialCredit: context.partial_credit ?? partialCredit,
      strictToolCalls: context.strict_tool_calls ?? strictToolCalls,
      numberLocale: context.number_locale ?? numberLocale,
      shaping: context.shaping ?? shaping,
      judgeBudget: context.judge_budget ?? judgeBudget,
      unscorable: context.unscorable ?? unscorable,
      follow: context.follow ?? follow,
      noReward: context.no_reward ?? noReward,
    };
  }

  async #opened(run: string, settings: RunSettings): Promise<RunEntry> {
    const { current } = this.#live;
    const { snapshot } = current;
    const store = this.#store;
    if (!store)
      return {
        run,
        settings,
        phases: [{ fromStep: 0, snapshot }],
        created: Date.now(),
        rows: 0,
        judged: NOTHING_SPENT,
      };
    if (!(await store.getRun(run))?.phases.length) await keepSnapshot(this.#live, current);
    return store.openRun(run, { settings, snapshot });
  }

  /** @returns the run, with a new phase where it follows the library and the request is the first of a later step */
  async #followed(entry: RunEntry, { step, epoch }: RunContext): Promise<RunEntry> {
    const { run, settings, phases } = entry;
    const follow = settings?.follow ?? 'never';
    if (follow === 'never' || step === undefined || (follow === 'epoch' && epoch === undefined)) return entry;
    if (step <= (this.#reached.get(run) ?? -1)) return entry;
    const at = { step, epoch: follow === 'epoch' ? Math.floor(epoch!) : null };
    const { current } = this.#live;
    const last = phases.at(-1);
    let next = entry;
    if (this.#store) {
      if (last?.snapshot !== current.snapshot) await keepSnapshot(this.#live, current);
      next = await this.#store.reachStep(run, at, current.snapshot);
    } else if (last?.snapshot !== current.snapshot && (at.epoch ?? 0) > (this.#epochs.get(run) ?? -1))
      next = { ...entry, phases: [...phases, { fromStep: step, snapshot: current.snapshot }] };
    this.#reached.set(run, step);
    if (at.epoch !== null) this.#epochs.set(run, at.epoch);
    this.#entries.set(run, next);
    return next;
  }

  async #stateOf(entry: RunEntry, context: RunContext): Promise<RunState> {
    const { run } = entry;
    const settings = entry.settings ?? this.#settingsFor(context, null);
    const { current } = this.#live;
    const phase = phaseAt(entry, context.step) ?? { fromStep: 0, snapshot: current.snapshot };
    const library = await this.#live.at(phase.snapshot);
    if (!library)
      throw new RlarError(
        'RLAR_SNAPSHOT_UNAVAILABLE',
        `run ${run} is pinned to snapshot ${phase.snapshot}, which is not recorded here; this library is ${current.snapshot}`,
      );
    return {
      run,
      fromStep: phase.fromStep,
      settings,
      library: library.withProvisional(settings.provisional),
      older: entry.created < this.#started,
    };
  }
}

/** A run starts even on a full disk. Whether the service goes on without recording is decided when it records rewards. */
async function keepSnapshot(live: LiveLibrary, library: Library): Promise<void> {
  try {
    await live.keep(library);
  } catch (thrown) {
    if (!(thrown instanceof RlarError) || thrown.code !== 'RLAR_DISK_FULL') throw thrown;
  }
}
