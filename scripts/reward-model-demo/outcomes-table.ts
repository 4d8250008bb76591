import { type Cell, oneLine, table } from '../../src/cli/terminal.ts';
import type { Decoy } from './decoys.ts';
import type { eventsOf } from './reports.ts';

/**
 * @param events of the acquisition
 * @returns what became of each model of the hub, beside the trick of the decoys
 * @throws where a decoy was admitted, or nothing became of it
 */
export function outcomesTable(events: ReturnType<typeof eventsOf>, decoys: readonly Decoy[]): string {
  const tricks = new Map(decoys.map(({ id, trick }) => [id, trick]));
  const rows: Cell[][] = [];
  const seen = new Set<string>();
  for (const { step, model, admitted, reason = '', refused } of events) {
    if (step === 'chosen')
      for (const { id, code, why } of refused ?? []) {
        seen.add(id);
        rows.push([id, tricks.get(id) ?? '–', 'refused by rules', oneLine(`${code}: ${why}`, 110)]);
      }
    if (step !== 'tried' || model === undefined) continue;
    if (admitted && tricks.has(model)) throw new Error(`${model} was admitted`);
    seen.add(model);
    const came: Cell = admitted ? { style: 'green', text: 'admitted' } : 'refused when tried';
    rows.push([
      model,
      tricks.get(model) ?? 'none: the sound one',
      came,
      oneLine(reason.replace(/^RLAR_\w+ /, ''), 110),
    ]);
  }
  const lost = decoys.filter(({ id }) => !seen.has(id));
  if (lost.length > 0) throw new Error(`nothing became of ${lost.map(({ id }) => id).join(', ')}`);
  return table(['model', 'its trick', '', 'why'], rows);
}
