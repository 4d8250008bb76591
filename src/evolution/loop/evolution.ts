import { RlarError } from '../../spec/errors.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { exploitedBy, replacementFor } from '../changes/audited.ts';
import { auditOfWithdrawn } from '../changes/withdrawal.ts';
import { type FrequentTarget, NewKinds } from '../new-kinds/new-kinds.ts';
import type { Alarm } from '../watches/alarm.ts';
import { Referees } from '../watches/referees.ts';
import { Watcher } from '../watches/watcher.ts';
import { alarmPlaces } from './alarm-places.ts';
import { Audits } from './audits.ts';
import { Comparisons } from './comparisons.ts';
import { type Erasure, forgetErased, settleErasures, waitingErasures } from './erasures.ts';
import type { EvolutionPlace } from './evolution-place.ts';
import { Improvements } from './improvements.ts';
import { forgetWish } from './inbox.ts';
import { recordedGroup } from './recorded-group.ts';
import type { EvolutionSettings } from './settings.ts';
import { addEvent, type EvolutionState, readWritten, writeState } from './state.ts';
import { tellTrouble } from './tell-trouble.ts';
import { Trials } from './trials.ts';

/** Groups of one look. */
const GROUPS_PER_LOOK = 500;

/**
 * The loop: looks at what was scored, watches it, tries changes of the library beside it, and makes or takes back one at a
 * time. All that it knows stands in one text, which each look writes whole, and only in the place of the one that it read.
 */
export class Evolution {
  readonly #place: EvolutionPlace;
  readonly #settings: EvolutionSettings;
  readonly #state: EvolutionState;
  /** Of the state as it was written last. */
  #stamp: string | null;
  readonly #watcher: Watcher;
  #newKinds: NewKinds;
  readonly #trials: Trials;
  readonly #improvements: Improvements;
  readonly #comparisons: Comparisons;
  readonly #audits: Audits;
  readonly #referees: Referees;

  private constructor(
    place: EvolutionPlace,
    settings: EvolutionSettings,
    { state, stamp }: Awaited<ReturnType<typeof readWritten>>,
  ) {
    this.#place = place;
    this.#settings = settings;
    this.#state = state;
    this.#stamp = stamp;
    const { auditShare, raisedShare, seed } = settings;
    this.#watcher = new Watcher({ auditShare, raisedShare, seed }, this.#state.watcher ?? undefined);
    this.#newKinds = this.#rememberedKinds();
    this.#trials = new Trials(place, this.#state, settings.alpha);
    this.#improvements = new Improvements(place, this.#state, settings);
    this.#comparisons = new Comparisons(place, this.#state);
    this.#referees = new Referees(this.#state.referees);
    this.#audits = new Audits(place, this.#state, settings.auditsPerDay);
  }

  /** @returns the loop as the last look left it, wherever that was. @throws RLAR_STORE_FAILED */
  static async open(place: EvolutionPlace, settings: EvolutionSettings): Promise<Evolution> {
    return new Evolution(place, settings, await readWritten(place.files));
  }

  /**
   * Looks once at what came into the ledger, and acts. After a look that throws, the loop is opened anew.
   * @param signal aborted when another process has taken the loop: then nothing is written
   * @returns whether there is more to look at
   * @throws RLAR_STORE_FAILED where another process has written meanwhile; RLAR_DATABASE_UNREACHABLE
   */
  async look(signal?: AbortSignal): Promise<boolean> {
    const { files, ledger } = this.#place;
    this.#beginDay();
    const erasures = await waitingErasures(files);
    await this.#forget(erasures);
    await this.#attempt('the comparison of versions', () => this.#comparisons.tellChanges());
    const wishes = await this.#trials.takeWishes(this.#comparisons);
    await this.#trials.reconcile();
    let groups = 0;
    const { cursor, compared } = this.#state;
    const began = cursor;
    for await (const group of ledger.scanGroups(cursor === null ? {} : { afterRecord: cursor })) {
      if (signal?.aborted) return false;
      await this.#see(group);
      this.#state.cursor = group.records.at(-1)?.record ?? this.#state.cursor;
      this.#state.groups += 1;
      groups += 1;
      if (groups >= GROUPS_PER_LOOK) break;
    }
    if (groups > 0) compared.window = began;
    await this.#nameKinds();
    await this.#openAcquisitions();
    if (signal?.aborted) return false;
    if (this.#settings.improve) await this.#attempt('a proposal', () => this.#improvements.work());
    if (signal?.aborted) return false;
    await this.#trials.decide();
    if (signal?.aborted) return false;
    this.#state.watcher = this.#watcher.state();
    this.#state.unserved = this.#newKinds.pool();
    this.#state.naming = this.#newKinds.naming();
    this.#state.updated = Date.now();
    this.#stamp = await writeState(files, this.#state, this.#stamp, signal);
    if (this.#stamp === null)
      throw new RlarError('RLAR_STORE_FAILED', 'another process runs the loop: this look is not kept');
    await settleErasures(files, erasures);
    for (const id of wishes) await forgetWish(files, id);
    return groups >= GROUPS_PER_LOOK;
  }

  async #see(group: RecordedGroup): Promise<void> {
    const isUnscorable = group.records.some(({ reward }) => reward.cause === 'output');
    const worth = isUnscorable ? await this.#place.worthIn(group.context) : null;
    const watched = recordedGroup(group, this.#place.library(), worth);
    if (this.#settings.improve) this.#improvements.note(group);
    if (group.query) this.#newKinds.add(group.queryKey, group.query, group.assignment);
    const isTexted = group.query !== null && group.records.every(({ rollout }) => rollout !== null);
    const isReferee = this.#referees.isReferee(group, this.#place.library());
    const usual = isTexted ? this.#watcher.choose(watched, () => true, isReferee) : null;
    const { changes } = this.#state;
    const audit = usual ?? (isTexted ? auditOfWithdrawn(watched, changes, this.#settings) : null);
    const verdict = audit ? await this.#audits.verdictOn(group, audit) : null;
    if (usual?.paid && verdict !== null) this.#audits.keep(group, watched, usual, verdict);
    for (const alarm of this.#watcher.see(watched, verdict === null ? null : usual, verdict)) {
      await this.#tell(alarm);
      const isActedOn = this.#settings.withdraw || isReferee;
      if (alarm.watch === 'precision' && isActedOn) await this.#withdraw(alarm);
    }
    if (!audit || verdict === null) return;
    const at = watched.rollouts.findIndex(({ id }) => id === audit.rollout.id);
    if (isReferee) await this.#auditReferee(group, at, verdict);
    await this.#trials.tryOn(group, at, verdict);
  }

  /** A referee that agrees with too few audits is used no more, whatever the settings say. */
  async #auditReferee(group: RecordedGroup, at: number, verdict: boolean): Promise<void> {
    const library = this.#place.library();
    for (const { tool, alarm } of this.#referees.see(group, at, verdict, library)) {
      await this.#tell(alarm);
      try {
        await this.#trials.withdraw(alarm, library.require(tool).card, group.assignment.kind ?? 'unknown');
      } catch (thrown) {
        this.#trouble(`the withdrawal of ${tool}`, thrown);
      }
    }
    this.#state.referees = this.#referees.state();
  }

  /** Takes the exploited tool out of routing, and opens the acquisition of another one with the rollouts that show it. */
  async #withdraw(alarm: Alarm): Promise<void> {
    const found = exploitedBy(alarm, this.#state.audited, this.#place.library());
    if ('why' in found) {
      addEvent(this.#state, 'trouble', `nothing is withdrawn: ${found.why}`, { alarm: alarm.id });
      return;
    }
    const { card, kind, cases } = found;
    try {
      if (!(await this.#trials.withdraw(alarm, card, kind))) return;
    } catch (thrown) {
      return this.#trouble(`the withdrawal of ${card.id}`, thrown);
    }
    const target = replacementFor(card, kind, cases, this.#settings.seed);
    if (target) await this.#open([target]);
  }

  async #nameKinds(): Promise<void> {
    const { askPolicy, library } = this.#place;
    if (!askPolicy || !this.#settings.acquire) return;
    try {
      const answer = await this.#newKinds.name(library, askPolicy);
      if (!answer) return;
      const { calls } = answer.usage;
      for (const { kind, says, prompts, by } of answer.named)
        addEvent(this.#state, 'named', `${by} calls ${prompts} prompts of no known kind ${kind}: ${says}`, {
          kind,
          prompts,
          calls,
        });
    } catch (thrown) {
      this.#trouble('naming kinds', thrown);
    }
  }

  /** What fails is told, and stops nothing else. */
  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#trouble(what, thrown);
    }
  }

  async #openAcquisitions(): Promise<void> {
    const { acquire, library } = this.#place;
    if (acquire && this.#settings.acquire)
      await this.#open(this.#newKinds.frequent(library(), this.#state.opened));
  }

  /** Opens acquisitions, each target once, within the budget of the day. */
  async #open(targets: readonly FrequentTarget[]): Promise<void> {
    const { acquire } = this.#place;
    const { day, opened } = this.#state;
    if (!acquire || !this.#settings.acquire) return;
    for (const { key, title, request } of targets) {
      if (day.acquisitions >= this.#settings.acquisitionsPerDay) return;
      if (opened.includes(key)) continue;
      try {
        const id = await acquire(request);
        if (id === null) continue;
        day.acquisitions += 1;
        opened.push(key);
        addEvent(this.#state, 'acquisition', `acquisition ${id} for ${title}`, { id, target: key });
      } catch (thrown) {
        this.#trouble(`an acquisition for ${title}`, thrown);
      }
    }
  }

  async #tell(alarm: Alarm): Promise<void> {
    const places = await alarmPlaces(alarm.rollouts, this.#place.ledger);
    const text = `${alarm.watch} (${alarm.subject}): ${alarm.meaning}`;
    addEvent(this.#state, alarm.level, text, { ...alarm, places });
  }

  #trouble(what: string, thrown: unknown): void {
    tellTrouble(this.#state, what, thrown);
  }

  #rememberedKinds(): NewKinds {
    const { unserved, naming } = this.#state;
    return new NewKinds({ ...this.#settings, models: this.#place.models }, unserved, naming);
  }

  /** Takes what was erased from the ledger out of what the loop remembers. */
  async #forget(erasures: readonly Erasure[]): Promise<void> {
    if (erasures.length === 0) return;
    await forgetErased(this.#state, erasures, this.#place.ledger);
    this.#newKinds = this.#rememberedKinds();
  }

  #beginDay(): void {
    const date = new Date().toISOString().slice(0, 10);
    if (this.#state.day.date !== date)
      this.#state.day = { date, audits: 0, acquisitions: 0, improvements: 0 };
  }
}
