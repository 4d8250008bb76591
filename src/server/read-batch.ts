import { z } from 'zod';
import { type ReadRow, type RowOptions, readRow } from '../intake/read-row.ts';
import { refusedIds, sentResponses } from '../intake/refused-ids.ts';
import { RlarError } from '../spec/errors.ts';
import { parseBody } from '../spec/parse-or-throw.ts';
import { type Group, type RunContext, runContext } from '../spec/wire.ts';
import type { JsonBody } from './body/json-body.ts';

/** A group that was read, or the reason for its refusal with the ids of its rollouts. */
type BatchEntry =
  | { readonly ok: true; readonly row: ReadRow }
  | { readonly ok: false; readonly ids: readonly string[]; readonly error: RlarError };

/** A body that was read. Its groups stand in order, and each is accepted or refused by itself. */
export interface Batch {
  readonly context: RunContext;
  readonly groups: readonly BatchEntry[];
  readonly rollouts: number;
}

const envelope = runContext.extend({ groups: z.array(z.unknown()) });

/**
 * Reads `{run?, step?, epoch?, policy?, allow_provisional?, form_only?, bare_checkers?, shaping?, no_reward?, groups:
 * […]}`, or one group alone.
 * @param most most rollouts
 * @param options settings for reading its rows
 * @throws RlarError RLAR_INVALID_REQUEST, RLAR_BATCH_TOO_LARGE
 */
export function readBatch(body: unknown, most: number, options: RowOptions = {}): Batch {
  const { groups, context } = readEnvelope(body);
  const taken = new TakenGroups(groups.length, most);
  for (const value of groups) taken.add(value, options);
  return taken.batch(context);
}

/**
 * Reads a body as it arrived, group by group, so that a large one leaves room for other requests.
 * @throws RlarError the errors of `readBatch`
 */
export async function readJsonBatch(body: JsonBody, most: number, options: RowOptions = {}): Promise<Batch> {
  const { groupCount } = body;
  if (groupCount === null) return readBatch(body.whole(), most, options);
  const taken = new TakenGroups(groupCount, most);
  const { context } = readEnvelope(body.envelope());
  for await (const value of body.groups()) taken.add(value, options);
  return taken.batch(context);
}

function readEnvelope(body: unknown): { groups: readonly unknown[]; context: RunContext } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new RlarError('RLAR_INVALID_REQUEST', 'the body must be an object with groups, or one group');
  }
  const { groups, ...context } = parseBody(
    envelope,
    'groups' in body ? body : { ...pickContext(body), groups: [body] },
  );
  return { groups, context };
}

/** The groups of one body while they are read. A body with too many is refused before the rest is looked at. */
class TakenGroups {
  readonly #most: number;
  readonly #entries: BatchEntry[] = [];
  #rollouts = 0;

  constructor(count: number, most: number) {
    this.#most = most;
    this.#refuseAbove(count);
  }

  add(value: unknown, options: RowOptions): void {
    const index = this.#entries.length;
    const result = readRow(value, options);
    if (result.ok) {
      this.#entries.push({ ok: true, row: result.row });
      this.#rollouts += result.row.group.rollouts.length;
    } else {
      const code = result.defect ? 'RLAR_INTERNAL' : 'RLAR_INVALID_GROUP';
      const error = new RlarError(code, `groups.${index}: ${result.reason}`);
      const sent = sentResponses(value);
      this.#rollouts += sent.length;
      this.#refuseAbove(this.#rollouts);
      this.#entries.push({ ok: false, ids: refusedIds(value, sent, String(index)), error });
    }
    this.#refuseAbove(this.#rollouts);
  }

  batch(context: RunContext): Batch {
    return { context, groups: this.#entries, rollouts: this.#rollouts };
  }

  #refuseAbove(count: number): void {
    if (count <= this.#most) return;
    throw new RlarError(
      'RLAR_BATCH_TOO_LARGE',
      `${count} rollouts or more in one request, at most ${this.#most} are taken`,
    );
  }
}

/**
 * A group that is sent alone carries the context of its request. `readRow` reads the context too, but the values read here
 * win.
 */
function pickContext(body: object): Record<string, unknown> {
  const { run, step, epoch, policy, allow_provisional, form_only, bare_checkers, shaping, no_reward } =
    body as Record<string, unknown>;
  const given = { run, step, epoch, policy, allow_provisional, form_only, bare_checkers, shaping, no_reward };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** @returns the groups that could be read */
export function readableGroups(batch: Batch): Group[] {
  return batch.groups.flatMap((entry) => (entry.ok ? [entry.row.group] : []));
}
