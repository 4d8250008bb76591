import { z } from 'zod';
import { type ReadRow, type RowOptions, readRow } from '../intake/read-row.ts';
import { RlarError } from '../spec/errors.ts';
import { type Group, type RunContext, runContext } from '../spec/wire.ts';

type BatchEntry =
  | { readonly ok: true; readonly row: ReadRow }
  | { readonly ok: false; readonly id: string; readonly error: RlarError };

/** A body as taken: groups in order, each read or refused on its own. */
export interface Batch {
  readonly context: RunContext;
  readonly groups: readonly BatchEntry[];
  readonly rollouts: number;
}

const envelope = runContext.extend({ groups: z.array(z.unknown()) });

/**
 * Reads `{run?, step?, epoch?, policy?, allow_provisional?, form_only?, bare_checkers?, no_reward?, groups: […]}`, or one group
 * alone.
 * @param options how its rows are read
 * @throws RlarError RLAR_INVALID_REQUEST, RLAR_BATCH_TOO_LARGE
 */
export function readBatch(body: unknown, most: number, options: RowOptions = {}): Batch {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new RlarError('RLAR_INVALID_REQUEST', 'the body must be an object with groups, or one group');
  }
  const parsed = envelope.safeParse('groups' in body ? body : { ...pickContext(body), groups: [body] });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RlarError('RLAR_INVALID_REQUEST', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  const { groups, ...context } = parsed.data;
  const read = groups.map((value, index): BatchEntry => {
    const result = readRow(value, options);
    if (result.ok) return { ok: true, row: result.row };
    return {
      ok: false,
      id: groupId(value, index),
      error: new RlarError('RLAR_INVALID_GROUP', `groups.${index}: ${result.reason}`),
    };
  });
  const rollouts = read.reduce((sum, entry) => sum + (entry.ok ? entry.row.group.rollouts.length : 1), 0);
  if (rollouts > most) {
    throw new RlarError(
      'RLAR_BATCH_TOO_LARGE',
      `${rollouts} rollouts in one request, at most ${most} are taken`,
    );
  }
  return { context, groups: read, rollouts };
}

/** A group alone may carry its own context; `readRow` reads it too, the request's counts. */
function pickContext(body: object): Record<string, unknown> {
  const { run, step, epoch, policy, allow_provisional, form_only, bare_checkers, no_reward } = body as Record<
    string,
    unknown
  >;
  const given = { run, step, epoch, policy, allow_provisional, form_only, bare_checkers, no_reward };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  );
}

function groupId(value: unknown, index: number): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : String(index);
}

/** @returns the groups that could be read */
export function readableGroups(batch: Batch): Group[] {
  return batch.groups.flatMap((entry) => (entry.ok ? [entry.row.group] : []));
}
