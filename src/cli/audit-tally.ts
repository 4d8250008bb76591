import { FLAGS_OF_AUDIT } from '../rewards/shapes/audit.ts';
import type { Reward } from '../spec/reward.ts';
import { percent, styled, table } from './terminal.ts';

/** What the shape `audit` said of rollouts. Counts and a sum, so that a run can be resumed. */
export interface AuditTally {
  /** Rollouts with a reward whose group was audited. */
  rollouts: number;
  /** Sum of the task values of their groups; each is from 0 to 1. */
  taskValue: number;
  /** Rollouts by flag of the audit. */
  flags: Record<(typeof FLAGS_OF_AUDIT)[number], number>;
}

/** @returns the tally with one more rollout; the same where its group was not audited */
export function addAudit(tally: AuditTally | undefined, { shaped, flags }: Reward): AuditTally | undefined {
  if (shaped?.task_value === undefined) return tally;
  const sum = tally ?? {
    rollouts: 0,
    taskValue: 0,
    flags: { zero_variance: 0, tie: 0, weight_sensitive: 0 },
  };
  sum.rollouts += 1;
  sum.taskValue += shaped.task_value;
  for (const flag of FLAGS_OF_AUDIT) if (flags.includes(flag)) sum.flags[flag] += 1;
  return sum;
}

/** @param byKind tallies by kind; @returns them as a table for people: what share of the rollouts stands in groups of each sort */
export function auditTable(byKind: readonly (readonly [string, AuditTally])[]): string {
  const head = ['kind', 'rollouts', 'task value', 'zero variance', 'tie', 'weight sensitive'];
  const rows = byKind.map(([kind, { rollouts, taskValue, flags }]) => [
    ...[kind, String(rollouts), (taskValue / rollouts).toFixed(3)],
    ...FLAGS_OF_AUDIT.map((flag) => percent(flags[flag], rollouts)),
  ]);
  return `${styled('bold', 'What groups can teach, by rollouts:')}\n${table(head, rows)}`;
}
