import { type ReadRow, type RowOptions, readRow } from '../../intake/read-row.ts';
import { refusedIds, sentResponses } from '../../intake/refused-ids.ts';

/** A group that was read, or why it was refused, with the ids of its rollouts. It can be sent between threads. */
export type ReadGroup =
  | { readonly ok: true; readonly row: ReadRow }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Whether a defect of rlar refused it. */
      readonly isDefect: boolean;
      readonly ids: readonly string[];
    };

/**
 * Reads one group of a request.
 * @param index its place in the request, which names rollouts without an id
 */
export function readGroup(value: unknown, index: number, options: RowOptions): ReadGroup {
  const result = readRow(value, options);
  if (result.ok) return { ok: true, row: result.row };
  const ids = refusedIds(value, sentResponses(value), String(index));
  return { ok: false, reason: result.reason, isDefect: result.defect === true, ids };
}
