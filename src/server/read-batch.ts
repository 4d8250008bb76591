import { z } from 'zod';
import type { ReadRow, RowOptions } from '../intake/read-row.ts';
import { type ErrorBody, errorBody, RlarError } from '../spec/errors.ts';
import { Stretches } from '../spec/give-way.ts';
import { parseBody } from '../spec/parse-or-throw.ts';
import { type Group, type RunContext, runContext } from '../spec/wire.ts';
import { slipOfKinds } from '../text/kind-meant.ts';
import type { JsonBody } from './body/json-body.ts';
import type { GroupReader } from './rows/group-reader.ts';
import { type ReadGroup, readGroup } from './rows/read-group.ts';

/** A group that was read, or the reason for its refusal with the ids of its rollouts. */
type BatchEntry =
  | { readonly ok: true; readonly row: ReadRow }
  | { readonly ok: false; readonly ids: readonly string[]; readonly error: ErrorBody };

/** A body that was read. Its groups stand in order, and each is accepted or refused by itself. */
export interface Batch {
  readonly context: RunContext;
  readonly groups: readonly BatchEntry[];
  readonly rollouts: number;
}

const envelope = runContext.extend({ groups: z.array(z.unknown()) });

/**
 * Reads `{run?, step?, epoch?, policy?, allow_provisional?, form_only?, bare_checkers?, partial_credit?, shaping?, no_reward?, groups:
 * […]}`, or one group alone. Other work runs between some of the groups.
 * @param most most rollouts
 * @param options settings for reading its rows
 * @throws RlarError RLAR_INVALID_REQUEST, RLAR_BATCH_TOO_LARGE
 */
export async function readBatch(body: unknown, most: number, options: RowOptions = {}): Promise<Batch> {
  const { groups, context } = readEnvelope(body);
  const taken = new TakenGroups(groups.length, most);
  const stretches = new Stretches();
  for (const [index, value] of groups.entries()) {
    taken.add(readGroup(value, index, options));
    await stretches.giveWay();
  }
  return taken.batch(context);
}

/**
 * Reads a body as it arrived, group by group, so that a large one leaves room for other requests.
 * @throws RlarError the errors of `readBatch`
 */
export async function readJsonBatch(
  body: JsonBody,
  most: number,
  reader: GroupReader,
  options: RowOptions = {},
): Promise<Batch> {
  const { groupCount } = body;
  if (groupCount === null) return readBatch(body.whole(), most, { ...reader.options, ...options });
  const taken = new TakenGroups(groupCount, most);
  const { context } = readEnvelope(body.envelope());
  let index = 0;
  for await (const part of body.groups()) taken.add(await reader.read(part, index++, options));
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
  const slip = slipOfKinds(context.shaping ?? {});
  if (slip !== null) throw new RlarError('RLAR_INVALID_REQUEST', `shaping: ${slip}`);
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

  add(read: ReadGroup): void {
    this.#rollouts += read.ok ? read.row.group.rollouts.length : read.ids.length;
    this.#refuseAbove(this.#rollouts);
    if (read.ok) {
      this.#entries.push(read);
      return;
    }
    const code = read.isDefect ? 'RLAR_INTERNAL' : 'RLAR_INVALID_GROUP';
    const error = errorBody(code, `groups.${this.#entries.length}: ${read.reason}`);
    this.#entries.push({ ok: false, ids: read.ids, error });
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
  const given = body as Record<string, unknown>;
  const names = Object.keys(runContext.shape).filter(
    (name) => given[name] !== undefined && given[name] !== null,
  );
  return Object.fromEntries(names.map((name) => [name, given[name]]));
}

/** @returns the groups that could be read */
export function readableGroups(batch: Batch): Group[] {
  return batch.groups.flatMap((entry) => (entry.ok ? [entry.row.group] : []));
}
