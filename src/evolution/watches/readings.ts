import type { Audit } from './choose-audit.ts';
import type { WatchName } from './watch-table.ts';
import type { WatchedGroup } from './watched-group.ts';

/** One value for one watch: 1 where all is well. */
export interface Reading {
  readonly watch: WatchName;
  /** The kind that is watched, with its tools where the watch is about them; `all` for the whole stream. */
  readonly subject: string;
  readonly value: number;
}

/** The numbers whose usual values are learnt first. */
export interface Learnt {
  /** Place of a number among its usual values; null while these are being learnt. */
  readonly place: (name: string, value: number) => number | null;
  /** Share of forms that are usual; null while these are being learnt. */
  readonly usualForms: (name: string, forms: readonly string[]) => number | null;
}

/** @returns the values that a whole group gives */
export function groupReadings(
  group: WatchedGroup,
  forms: readonly string[],
  { place, usualForms }: Learnt,
): Reading[] {
  const { rollouts } = group;
  if (rollouts.length === 0) return [];
  const kind = group.kind ?? 'unknown';
  const share = (holds: (index: number) => boolean) =>
    rollouts.filter((_, index) => holds(index)).length / rollouts.length;
  const covered = share((index) => rollouts[index]!.reward !== null);
  const readable = 1 - share((index) => rollouts[index]!.cause === 'output');
  const values: Reading[] = [
    ...['all', kind].flatMap((subject): Reading[] => [
      { watch: 'coverage', subject, value: covered },
      { watch: 'unscorable', subject, value: readable },
    ]),
    { watch: 'system', subject: 'all', value: 1 - share((index) => rollouts[index]!.cause === 'system') },
    { watch: 'new-kind', subject: 'all', value: group.tools.length > 0 ? 1 : 0 },
  ];
  const add = (watch: WatchName, value: number | null) => {
    if (value !== null) values.push({ watch, subject: kind, value });
  };
  const bothWays = (what: 'scores' | 'lengths', value: number | null) => {
    add(`${what}-fall`, value);
    add(`${what}-rise`, value === null ? null : 1 - value);
  };
  const rewards = rollouts.flatMap(({ reward }) => (reward === null ? [] : [reward]));
  if (rewards.length > 0) {
    const mean = average(rewards);
    const isShare = rewards.every((reward) => reward >= 0 && reward <= 1);
    bothWays('scores', isShare ? mean : place(`scores ${kind}`, mean));
  }
  if (rewards.length > 1) add('signal', rewards.some((reward) => reward !== rewards[0]) ? 1 : 0);
  bothWays('lengths', place(`lengths ${kind}`, Math.log1p(average(rollouts.map(({ text }) => text.length)))));
  add('format', usualForms(kind, forms));
  if (rollouts.length > 1) add('diversity', new Set(rollouts.map(({ text }) => text)).size / rollouts.length);
  return values;
}

/** @returns the values that an audited rollout gives, once its verdict is known */
export function auditReadings(group: WatchedGroup, { rollout, paid }: Audit, verdict: boolean): Reading[] {
  const subject = auditSubject(group);
  const values: Reading[] = paid
    ? [{ watch: 'precision', subject, value: verdict ? 1 : 0 }]
    : [{ watch: 'missed', subject, value: verdict ? 0 : 1 }];
  if (!group.isGraded || rollout.reward === null) return values;
  const score = Math.min(1, Math.max(0, rollout.reward));
  const distance = (1 + (verdict ? 1 : 0) - score) / 2;
  return [
    ...values,
    { watch: 'judged-high', subject, value: distance },
    { watch: 'judged-low', subject, value: 1 - distance },
  ];
}

/** @returns the name of what an audit is about: a kind, and the tools that judged it */
export function auditSubject({ kind, tools }: WatchedGroup): string {
  return `${kind ?? 'unknown'} by ${tools.map((tool) => tool.replace(/@.*/, '')).join(', ') || 'no tool'}`;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
