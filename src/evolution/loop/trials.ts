import { withRegistry } from '../../library/registry/open-registry.ts';
import { rollBack } from '../../library/registry/roll-back.ts';
import { makeChange, stageChange } from '../../library/registry/stage.ts';
import type { Reward } from '../../spec/reward.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import type { LogEntry } from '../../store/registry.ts';
import { advantageOf, withdrawnAdvantage } from '../changes/advantage.ts';
import { type Change, newChange, titleOf } from '../changes/change.ts';
import { Spending } from '../changes/spending.ts';
import { beginGuard, decideChanges, tryItem } from '../changes/try-item.ts';
import { withdrawalId, withdrawnCard } from '../changes/withdrawal.ts';
import type { Alarm } from '../watches/alarm.ts';
import type { Comparisons } from './comparisons.ts';
import { waitingWishes } from './inbox.ts';
import { addEvent, type EvolutionState } from './state.ts';
import { tellTrouble } from './tell-trouble.ts';

/** The name of the loop in the log of the library. */
const BY = 'evolution';

interface TrialPlace {
  readonly home: string;
  readonly files: HomeFiles;
  /** Scores recorded groups by a snapshot, and records nothing. */
  readonly replay: (groups: readonly RecordedGroup[], snapshot: string) => Promise<Reward[][]>;
}

/**
 * The changes on their way: tried beside the library, made one at a time, watched, taken back. What was done to the library
 * stands in its log, so that a process which dies behind it finds it there.
 */
export class Trials {
  readonly #place: TrialPlace;
  readonly #state: EvolutionState;
  readonly #alpha: number;
  readonly #spending: Spending;

  constructor(place: TrialPlace, state: EvolutionState, alpha: number) {
    this.#place = place;
    this.#state = state;
    this.#alpha = alpha;
    this.#spending = new Spending(state.spent);
  }

  /** Takes up what somebody wants tried. @returns the ids, which may be forgotten once the state is written */
  async takeWishes(comparisons: Comparisons): Promise<string[]> {
    const taken: string[] = [];
    for (const { id, what, by, reason, cheaper } of await waitingWishes(this.#place.files)) {
      taken.push(id);
      if (this.#state.changes.some((change) => change.id === id)) continue;
      const staged = await stageChange(this.#place, what);
      if (!staged) {
        addEvent(this.#state, 'retired', `${titleOf({ what })} would change nothing`, { id, by });
        continue;
      }
      const same = 'card' in what ? await comparisons.duplicateOf(what.card) : null;
      if (same) {
        const told = `${titleOf({ what })} is ${same.id}@${same.version} under another name: STARC distance ${same.distance} over ${same.responses} responses`;
        addEvent(this.#state, 'retired', told, { ...same, id, by, tool: same.id });
        continue;
      }
      const change = newChange(id, what, staged, Date.now(), cheaper);
      this.#state.changes.push(change);
      addEvent(this.#state, 'tried', `${titleOf(change)} is on trial, unpaid: ${reason}`, {
        id,
        by,
        ...staged,
      });
    }
    return taken;
  }

  /** Takes over what a process did to the library before it died, and what others did. */
  async reconcile(): Promise<void> {
    const open = this.#open();
    if (open.length === 0) return;
    const entries = await this.#entries();
    const head = entries[0]?.snapshot;
    for (const change of open) {
      const ours = entriesOf(change, entries);
      const made = ours.find(({ action }) => action !== 'rollback');
      if (change.phase === 'shadow' && made) this.#guard(Object.assign(change, { candidate: made.snapshot }));
      else if (change.phase === 'guard' && ours.some(({ action }) => action === 'rollback'))
        this.#wentBack(change);
      else if (change.phase === 'shadow' && head !== undefined && head !== change.incumbent)
        await this.#rebase(change);
      else if (change.phase === 'guard' && head !== undefined && head !== change.candidate)
        this.#end(change, 'kept', 'the library has changed since, so it is watched no longer');
    }
  }

  /**
   * Scores a group by both libraries of each open change. Nothing of that is paid or recorded.
   * @param at place of the audited rollout
   * @param verdict whether it is right
   */
  async tryOn(group: RecordedGroup, at: number, verdict: boolean): Promise<void> {
    const made = group.records[at]?.at ?? 0;
    const rewards = new Map<string, Reward | undefined>();
    for (const change of this.#open().filter(({ since }) => made >= since))
      try {
        for (const snapshot of [change.candidate, change.incumbent])
          if (!rewards.has(snapshot))
            rewards.set(snapshot, (await this.#place.replay([group], snapshot))[0]?.[at]);
        const [candidate, incumbent] = [rewards.get(change.candidate), rewards.get(change.incumbent)];
        if (!candidate || !incumbent) continue;
        const item = change.withdrawn
          ? withdrawnAdvantage(change.withdrawn, incumbent, verdict)
          : advantageOf(candidate, incumbent, verdict);
        if (item !== null && this.#spending.take(group.queryKey, change.used))
          tryItem(change, item, {
            record: group.records[at]!.record,
            step: group.context.step ?? null,
            candidate: candidate.reward,
            incumbent: incumbent.reward,
            right: verdict,
          });
      } catch (thrown) {
        tellTrouble(this.#state, `the trial of ${titleOf(change)}`, thrown);
      }
    this.#state.spent = this.#spending.state();
  }

  /**
   * Takes a tool out of routing at once, because an alarm shows that a policy exploits it. It is a change as others are:
   * recorded, watched on, taken back where the tool proves right again. Runs that are pinned keep it.
   * @param card the tool as it is in the library
   * @returns whether the library has changed
   */
  async withdraw(alarm: Alarm, card: ToolCard, kind: string): Promise<boolean> {
    const id = withdrawalId(alarm);
    // The library that a look began with still has a tool that the look withdrew.
    const isOut = ({ what, phase, withdrawn }: Change) =>
      phase === 'guard' &&
      withdrawn !== undefined &&
      'card' in what &&
      what.card.id === card.id &&
      what.card.version === card.version;
    if (this.#state.changes.some((change) => change.id === id || isOut(change))) return false;
    const entries = await this.#entries();
    const [made] = entriesOf({ id }, entries);
    // What a process did before it died stands in the library already: the card is the one that it withdrew.
    const withdrawn = withdrawnCard(card, alarm) ?? (made ? card : null);
    if (!withdrawn) return false;
    const what = { card: withdrawn };
    const staged = made
      ? { incumbent: entries.find(({ seq }) => seq < made.seq)?.snapshot ?? '', candidate: made.snapshot }
      : await stageChange(this.#place, what);
    if (!staged) return false;
    const reason = `${id}: ${alarm.meaning} (${alarm.subject})`;
    if (!made && !(await makeChange(this.#place, what, staged.incumbent, { by: BY, reason }))) return false;
    const change = newChange(id, what, staged, Date.now());
    change.withdrawn = { kind, level: (alarm.before + alarm.since) / 2 };
    beginGuard(change, Date.now());
    this.#state.changes.push(change);
    addEvent(this.#state, 'withdrawn', `${titleOf(change)}: ${alarm.meaning}`, {
      id,
      alarm: alarm.id,
      ...staged,
    });
    return true;
  }

  /** Makes, keeps, retires or takes back what is decided: one change of the library at most. */
  async decide(): Promise<void> {
    const { make, retire, rollBack: back, keep } = decideChanges(this.#state.changes, this.#alpha);
    for (const change of retire) this.#end(change, 'retired', 'it is no better on what was scored');
    for (const change of keep) this.#end(change, 'kept', 'it holds on what was scored since');
    for (const change of back) await this.#takeBack(change);
    if (!make || back.length > 0) return;
    const found = make.cheaper ? 'cheaper, and not worse' : 'better';
    const reason = `${make.id}: ${found} than the library as it was over ${make.items} items`;
    const what = withShadowGate(make);
    const entry = await makeChange(this.#place, what, make.incumbent, { by: BY, reason });
    if (entry) this.#guard(Object.assign(make, { what, candidate: entry.snapshot }));
    else await this.#rebase(make);
  }

  #open(): Change[] {
    return this.#state.changes.filter(({ phase }) => phase === 'shadow' || phase === 'guard');
  }

  #entries(): Promise<LogEntry[]> {
    return withRegistry(this.#place, (registry) => registry.entries());
  }

  async #takeBack(change: Change): Promise<void> {
    const entries = await this.#entries();
    const made = entriesOf(change, entries).find(({ action }) => action !== 'rollback');
    const before = made && entries.find(({ seq }) => seq < made.seq);
    const reason = `${change.id}: worse than before by live evidence over ${change.items} items`;
    await rollBack(this.#place, before?.seq, { by: BY, reason });
    this.#wentBack(change);
  }

  /** The library has changed otherwise: the trial begins anew beside the new one, so that two changes are not judged as one. */
  async #rebase(change: Change): Promise<void> {
    const staged = await stageChange(this.#place, change.what);
    if (!staged) return this.#end(change, 'retired', 'the library has it already');
    if (staged.incumbent === change.incumbent) return;
    const { id, what, created, cheaper } = change;
    Object.assign(change, newChange(id, what, staged, Date.now(), cheaper), { created });
    addEvent(this.#state, 'rebased', `${titleOf(change)} is tried anew: the library has changed`, {
      id,
      ...staged,
    });
  }

  #guard(change: Change): void {
    const { id, items, candidate } = change;
    beginGuard(change, Date.now());
    const found = change.cheaper ? 'cheaper, and not worse' : 'better';
    const text = `${titleOf(change)} is in the library: ${found} over ${items} items`;
    addEvent(this.#state, 'made', text, { id, items, snapshot: candidate });
  }

  #wentBack(change: Change): void {
    this.#end(change, 'rolled-back', 'it was worse than what was before');
  }

  #end(change: Change, phase: 'kept' | 'retired' | 'rolled-back', note: string): void {
    Object.assign(change, { phase, note, used: [], updated: Date.now() });
    addEvent(this.#state, phase, `${titleOf(change)}: ${note}`, { id: change.id, items: change.items });
  }
}

/** @returns the change with the outcome of its trial in the evidence of its card: gate G9 */
function withShadowGate({ what, items, duel, incumbent }: Change): Change['what'] {
  const wealth = Math.exp(Math.min(700, duel.forward.log)).toPrecision(3);
  const reason = `better than snapshot ${incumbent} on ${items} audited groups, unpaid; e-value ${wealth}`;
  if ('decide' in what)
    return { decide: { ...what.decide, reason: `${what.decide.reason}; G9 shadow: ${reason}` } };
  if ('remove' in what || !what.card.evidence) return what;
  const { evidence } = what.card;
  const gate = { gate: 'G9', name: 'shadow', outcome: 'passed' as const, cases: items, reason };
  const gates = [...evidence.gates.filter((other) => other.gate !== 'G9'), gate];
  return { card: { ...what.card, evidence: { ...evidence, gates } } };
}

/** @returns the entries of the log that the loop made for a change */
function entriesOf({ id }: Pick<Change, 'id'>, entries: readonly LogEntry[]): LogEntry[] {
  return entries.filter(({ by, reason }) => by === BY && reason.includes(`${id}: `));
}
