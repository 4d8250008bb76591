import type { Reward } from '../../spec/reward.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { type Audited, auditedEntry, keepAudited } from '../changes/audited.ts';
import type { Alarm } from '../watches/alarm.ts';
import type { Audit } from '../watches/choose-audit.ts';
import { auditSubject } from '../watches/readings.ts';
import { isPaid, type WatchedGroup, watchedRollout, watchedTools } from '../watches/watched-group.ts';
import { Watcher, type WatcherSettings } from '../watches/watcher.ts';
import type { Change, ReplayReport, Window } from './replay-report.ts';
import type { StreamItem } from './stream-item.ts';
import { addGroup, emptyTally, figuresOf, type Tally } from './tally.ts';

interface ReplayOptions {
  readonly way: ReplayReport['way'];
  /** Queries of one window of the table. */
  readonly every: number;
  readonly watcher: WatcherSettings;
  /** Scores groups of one step, each as a whole. */
  readonly score: (items: readonly StreamItem[]) => Promise<Reward[][]>;
  /** The card of a tool of the library, by its id. */
  readonly cardOf: (tool: string) => ToolCard | undefined;
  /** What the run declares a response without a reward to be worth where that is its own doing. */
  readonly worth?: number | null;
  readonly snapshot: () => string;
  /** Calls that agents have made so far. */
  readonly agentCalls: () => number;
  /**
   * Called between two batches, never within a group. The stream stands meanwhile.
   * @returns what was changed in the library
   */
  readonly evolve?: (batch: readonly ScoredItem[]) => Promise<readonly string[]>;
  /**
   * Called between two batches for each alarm of the watch `precision`, with the audited rollouts that are remembered.
   * @returns what was changed in the library, in words
   */
  readonly onExploit?: (alarm: Alarm, audits: readonly Audited[]) => Promise<string>;
}

/** A group of the stream with its rewards. */
export interface ScoredItem {
  readonly item: StreamItem;
  readonly rewards: readonly Reward[];
}

interface OpenWindow {
  readonly tally: Tally;
  readonly kinds: Map<string, Tally>;
  readonly from: number;
  readonly steps: number[];
  readonly alarms: string[];
  readonly agentCalls: number;
  readonly audits: number;
  judgeCalls: number;
}

/**
 * Runs a stream through the service as if it were a training run, and watches it.
 * @param batches groups in the order of the stream
 */
export async function replayStream(
  batches: AsyncIterable<readonly StreamItem[]>,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const { way, every, score, snapshot, agentCalls, evolve, onExploit, worth = null } = options;
  const watcher = new Watcher(options.watcher);
  const [overall, kinds] = [emptyTally(), new Map<string, Tally>()];
  const alarms: Alarm[] = [];
  const changes: Change[] = [];
  const windows: Window[] = [];
  const audits: Audited[] = [];
  const unscorable = { rollouts: 0, wrong: 0, labelled: 0 };
  const first = snapshot();
  let [queries, paid, judgeCalls] = [0, 0, 0];
  let window = openWindow(1, agentCalls(), 0);
  const close = () => {
    if (window.tally.queries > 0)
      windows.push(closed(window, queries, agentCalls(), watcher.audits, snapshot()));
    window = openWindow(queries + 1, agentCalls(), watcher.audits);
  };
  for await (const batch of batches) {
    const scored = (await score(batch)).map((rewards, index) => ({ item: batch[index]!, rewards }));
    const exploits: Alarm[] = [];
    for (const { item, rewards } of scored) {
      queries += 1;
      const watched = watchedGroup(item, rewards, options.cardOf, worth);
      const kind = watched.kind ?? 'unknown';
      for (const tally of [overall, window.tally, tallyOf(kinds, kind), tallyOf(window.kinds, kind)])
        addGroup(tally, rewards, item.gold);
      if (item.step !== null) window.steps.push(item.step);
      const calls = rewards.flatMap(({ results }) => results.map(({ usage }) => usage?.calls ?? 0));
      const asked = calls.reduce((sum, one) => sum + one, 0);
      judgeCalls += asked;
      window.judgeCalls += asked;
      paid += watched.rollouts.filter(isPaid).length;
      for (const [index, { cause }] of watched.rollouts.entries()) {
        if (cause !== 'output') continue;
        unscorable.rollouts += 1;
        if (item.gold[index] !== null) unscorable.labelled += 1;
        if (item.gold[index] === false) unscorable.wrong += 1;
      }
      const audit = watcher.choose(watched);
      const raised = watcher.see(watched, audit, audit?.rollout.trusted ?? null);
      if (audit?.paid && audit.rollout.trusted !== null) keepAudit(audits, item, rewards, watched, audit);
      for (const alarm of raised) {
        alarms.push(alarm);
        window.alarms.push(alarm.id);
        if (alarm.watch === 'precision') exploits.push(alarm);
      }
      if (window.tally.queries >= every) close();
    }
    const made = [];
    for (const alarm of onExploit ? exploits : []) made.push(await onExploit!(alarm, audits));
    for (const what of [...made, ...((await evolve?.(scored)) ?? [])])
      changes.push({ query: queries, what, snapshot: snapshot() });
  }
  close();
  return {
    way,
    overall: figuresOf(overall),
    kinds: figuresByKind(kinds),
    agentCalls: agentCalls(),
    agentCallsPer1000: per1000(agentCalls(), overall.rollouts),
    judgeCalls,
    audits: watcher.audits,
    auditedShareOfPaid: paid === 0 ? null : Math.round((watcher.audits / paid) * 1e4) / 1e4,
    expectedFalseAlarms: Math.round(watcher.expectedFalseAlarms * 1e3) / 1e3,
    agreement: watcher.agreements.bySubject(),
    overOptimisation: watcher.agreements.overOptimisation(),
    windows,
    alarms,
    changes,
    snapshots: { first, last: snapshot() },
    unscorable: { ...unscorable, worth, gained: watcher.gains },
  };
}

function watchedGroup(
  { group, step, trusted, kl }: StreamItem,
  rewards: readonly Reward[],
  cardOf: ReplayOptions['cardOf'],
  worth: number | null,
): WatchedGroup {
  const assignment = rewards[0]?.assignment;
  return {
    id: group.id ?? '',
    queryKey: group.id ?? '',
    step,
    kind: rewards[0]?.kind ?? assignment?.kind ?? null,
    ...watchedTools(assignment?.tools ?? [], cardOf),
    worth,
    rollouts: rewards.map((reward, index) =>
      watchedRollout(reward, group.rollouts[index]?.text ?? '', trusted[index] ?? null),
    ),
    kl,
  };
}

function keepAudit(
  audits: Audited[],
  { group }: StreamItem,
  rewards: readonly Reward[],
  watched: WatchedGroup,
  { rollout: { id, text, trusted } }: Audit,
): void {
  const at = watched.rollouts.findIndex((one) => one.id === id);
  const { results } = rewards[at]!;
  const entry = { record: id, query: group.query, text, good: trusted === true, results };
  const kept = auditedEntry(watched, auditSubject(watched), entry);
  if (kept) keepAudited(audits, kept);
}

function openWindow(from: number, agentCalls: number, audits: number): OpenWindow {
  return {
    tally: emptyTally(),
    kinds: new Map(),
    from,
    steps: [],
    alarms: [],
    agentCalls,
    audits,
    judgeCalls: 0,
  };
}

function closed(
  window: OpenWindow,
  to: number,
  agentCalls: number,
  audits: number,
  snapshot: string,
): Window {
  const { tally, kinds, from, steps, alarms, judgeCalls } = window;
  return {
    from,
    to,
    fromStep: steps.length > 0 ? Math.min(...steps) : null,
    toStep: steps.length > 0 ? Math.max(...steps) : null,
    ...figuresOf(tally),
    kinds: figuresByKind(kinds),
    agentCalls: agentCalls - window.agentCalls,
    agentCallsPer1000: per1000(agentCalls - window.agentCalls, tally.rollouts),
    judgeCalls,
    audits: audits - window.audits,
    alarms,
    snapshot,
  };
}

function figuresByKind(kinds: ReadonlyMap<string, Tally>): Record<string, ReturnType<typeof figuresOf>> {
  return Object.fromEntries([...kinds].sort().map(([kind, tally]) => [kind, figuresOf(tally)]));
}

function tallyOf(kinds: Map<string, Tally>, kind: string): Tally {
  const tally = kinds.get(kind) ?? emptyTally();
  kinds.set(kind, tally);
  return tally;
}

function per1000(calls: number, rewards: number): number {
  return rewards === 0 ? 0 : Math.round((calls / rewards) * 1e6) / 1e3;
}
