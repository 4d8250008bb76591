import type { RefusedTool } from '../library/added-tools/refused-tools.ts';
import { table } from './terminal.ts';

/** @returns the tools that are kept aside, with where they failed and why */
export function refusedTable(refused: readonly RefusedTool[]): string {
  if (refused.length === 0) return 'no tool was refused';
  const rows = refused.map(({ card, refusal }) => [
    card.id,
    card.version,
    card.constraint ?? card.kinds.join(' '),
    card.evidence?.gates.find((gate) => gate.outcome === 'failed')?.gate ?? '',
    new Date(refusal.at).toISOString().slice(0, 19).replace('T', ' '),
    refusal.by,
    refusal.reason.slice(0, 100),
  ]);
  return table(['tool', 'version', 'for', 'failed at', 'time (UTC)', 'by', 'reason'], rows);
}
