import { targetKey } from '../agents/acquisitions/acquisition-id.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import { statusText } from './acquisition-view.ts';
import { oneLine, table } from './terminal.ts';

/** @returns acquisitions for people, one a row */
export function acquisitionsTable(states: readonly AcquisitionState[]): string {
  const rows = states.map((state) => [
    state.id,
    targetKey(state.target),
    statusText(state),
    String(state.usage.calls),
    String(state.usage.inputTokens + state.usage.outputTokens),
    state.usage.costUsd === null ? '–' : state.usage.costUsd.toFixed(4),
    oneLine(state.note, 60),
  ]);
  return table(['acquisition', 'target', 'status', 'calls', 'tokens', 'USD', ''], rows);
}
