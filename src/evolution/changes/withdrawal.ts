import { hash } from 'node:crypto';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { Alarm } from '../watches/alarm.ts';
import type { Audit } from '../watches/choose-audit.ts';
import type { WatchedGroup } from '../watches/watched-group.ts';
import type { Change } from './change.ts';

/** @returns the card of a tool that is routed no more, with the alarm in its evidence; null where it is not routed anyway */
export function withdrawnCard(card: ToolCard, { meaning, before, since, values }: Alarm): ToolCard | null {
  const { evidence } = card;
  if (!evidence?.admitted) return null;
  const figures = `${before.toFixed(2)} before, ${since.toFixed(2)} in the ${values} audits since`;
  const gate = {
    gate: 'G9',
    name: 'precision on live traffic',
    outcome: 'failed' as const,
    cases: values,
    reason: `${meaning}: ${figures}`,
  };
  const gates = [...evidence.gates.filter((other) => other.gate !== 'G9'), gate];
  return { ...card, evidence: { ...evidence, gates, admitted: false } };
}

/** @returns the id of a withdrawal: the same alarm makes the same, also in a process that goes on after another died */
export function withdrawalId({ subject, rollouts }: Alarm): string {
  return `withdrawal-${hash('sha256', JSON.stringify([subject, rollouts]), 'hex').slice(0, 8)}`;
}

/**
 * Chooses a rollout of a kind whose tool was withdrawn, also where it has no reward: its old tool is watched on. The choice
 * depends on the seed, the query and the step alone.
 */
export function auditOfWithdrawn(
  { kind, queryKey, step, rollouts }: WatchedGroup,
  changes: readonly Change[],
  { auditShare, seed }: { readonly auditShare: number; readonly seed: number },
): Audit | null {
  if (!changes.some(({ phase, withdrawn }) => phase === 'guard' && withdrawn?.kind === kind)) return null;
  const bytes = hash('sha256', `withdrawn ${seed}/${queryKey}/${step}`, 'buffer');
  if (bytes.readUInt32BE(0) / 2 ** 32 >= auditShare) return null;
  const rollout = rollouts[bytes.readUInt32BE(4) % Math.max(1, rollouts.length)];
  return rollout ? { rollout, paid: false } : null;
}
