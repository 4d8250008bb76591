import type { ZodError } from 'zod';
import { RlarError } from '../spec/errors.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Rollout, RolloutMeta } from '../spec/rollout.ts';
import type { Group, RunContext } from '../spec/wire.ts';
import { applyShape, recogniseShape } from './apply-shape.ts';
import { fittingColumns } from './fitting-columns.ts';
import { hasContent } from './has-content.ts';
import { withUsualNames } from './names/usual-names.ts';
import { readMessages } from './read-messages.ts';
import { readMeta } from './read-meta.ts';
import { readQuery } from './read-query.ts';
import { readRollouts } from './read-rollouts.ts';
import { beyondBounds } from './row-bounds.ts';
import { row as rowSchema } from './row-schema.ts';
import type { Shape } from './shape.ts';
import { SHAPES } from './shapes/index.ts';
import { withoutTemplate } from './templated-sample.ts';
import { withTrajectory } from './trajectories/with-trajectory.ts';

/** A row for the service. `labels` serve reports alone and never reach a tool or the router. */
export interface ReadRow {
  readonly group: Group;
  readonly context: RunContext;
  /** One label per rollout: right, wrong, or unknown. */
  readonly labels: readonly (boolean | null)[];
  /** The published shape that the row was recognised as; null for the field names of docs/input.md. */
  readonly shape: Shape | null;
  /** Columns with a known name but an unfitting value, with the expected form. They were not read. */
  readonly unfit: readonly { readonly column: string; readonly expected: string }[];
  /** The names of all its columns, as the row has them. */
  readonly columns: readonly string[];
  /** Columns that were read although their names are not in docs/input.md. */
  readonly renamed: readonly string[];
}

export type RowResult =
  | { readonly ok: true; readonly row: ReadRow }
  | {
      readonly ok: false;
      readonly reason: string;
      /** True: a defect of rlar refused the row, not an error in the row. */
      readonly defect?: true;
    };

/** Settings for reading rows. */
export interface RowOptions {
  /** False for `assign` and `check`, which look at queries alone. */
  readonly needsResponse?: boolean;
  /** Shapes that are tried before the published ones. */
  readonly shapes?: readonly Shape[];
  /** `{reference: 'solution'}`: the column that is read as a field. */
  readonly map?: Readonly<Record<string, string>>;
  /** Default values of fields, such as `kind`, for rows without these fields. */
  readonly defaults?: JsonObject;
}

/**
 * Reads one JSON value as a query with its rollouts: a published shape, or whatever of the usual field names it uses
 * (docs/input.md). An error in the row refuses this row alone.
 */
export function readRow(value: unknown, options: RowOptions = {}): RowResult {
  try {
    return readObject(value, options);
  } catch (thrown) {
    if (thrown instanceof RangeError) return { ok: false, reason: 'nested too deeply' };
    if (thrown instanceof RlarError) throw thrown;
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return { ok: false, reason: `internal error while the row was read: ${message}`, defect: true };
  }
}

function readObject(value: unknown, options: RowOptions): RowResult {
  const whole = objectOf(value);
  if (!whole) return { ok: false, reason: 'not a JSON object' };
  const excess = beyondBounds(whole);
  if (excess !== null) return { ok: false, reason: excess };
  const laid = withoutTemplate(whole);
  const given = withTrajectory(laid);
  const told = Object.keys(laid).filter((name) => !Object.hasOwn(given, name));
  const mapped = options.map ? mapColumns(given, options.map) : given;
  const shape = (options.shapes && recogniseShape(mapped, options.shapes)) ?? recogniseShape(mapped, SHAPES);
  const named = shape ? { columns: applyShape(mapped, shape), read: [] } : withUsualNames(mapped);
  const { columns, unfit } = fittingColumns(named.columns);
  const parsed = rowSchema.safeParse(withDefaults(columns, options.defaults));
  if (!parsed.success) return { ok: false, reason: explain(parsed.error) };
  const { data } = parsed;
  const { messages, trailing } = readMessages(data);
  const { rollouts, labels } = readRollouts(data, trailing);
  if (rollouts.length === 0 && (options.needsResponse ?? true) && !Array.isArray(data.responses)) {
    return {
      ok: false,
      reason: 'no response: expected response, responses, completion, completions or steps',
    };
  }
  const { correct } = data;
  if (Array.isArray(correct) && rollouts.length > 0 && correct.length !== rollouts.length) {
    return {
      ok: false,
      reason: `correct: ${correct.length} labels for ${rollouts.length} responses; it needs one for each, null where it is not known`,
    };
  }
  const query = readQuery(data, messages);
  if (typeof query === 'string') return { ok: false, reason: query };
  const carriesNothing =
    messages.length === 0 && query.references.length === 0 && query.constraints.length === 0;
  if (carriesNothing && query.tests === undefined && rollouts.length === 0) {
    return {
      ok: false,
      reason: 'no query: expected prompt, messages, question or problem, or at least a reference',
    };
  }
  const meta = readMeta(given, data);
  const groupId = data.group ?? data.id ?? undefined;
  const group: Group = {
    ...(groupId !== undefined && { id: String(groupId) }),
    query,
    rollouts: meta ? rollouts.map((rollout) => withMeta(rollout, meta)) : rollouts,
  };
  const { run, step, epoch, policy } = data;
  const context: RunContext = {
    ...(run && { run }),
    ...(typeof step === 'number' && { step }),
    ...(typeof epoch === 'number' && { epoch }),
    ...(policy && { policy }),
  };
  return {
    ok: true,
    row: {
      group,
      context,
      labels,
      shape,
      unfit,
      columns: Object.keys(whole),
      renamed: [...named.read, ...told],
    },
  };
}

/** The default counts for an empty cell, and for a column that was read as another field. */
function withDefaults(columns: JsonObject, defaults: JsonObject = {}): JsonObject {
  const lacking = Object.entries(defaults).filter(
    ([name]) => !Object.hasOwn(columns, name) || !hasContent(columns[name]),
  );
  return { ...columns, ...Object.fromEntries(lacking) };
}

/** A sample's own data win over the data of its row. */
function withMeta(rollout: Rollout, meta: RolloutMeta): Rollout {
  return { ...rollout, meta: rollout.meta ? { ...meta, ...rollout.meta } : meta };
}

/** A list of turns is a row too: Open-Reasoner-Zero has one list a problem. */
function objectOf(value: unknown): JsonObject | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return value as JsonObject;
  const areTurns =
    value.length >= 2 && value.every((turn) => typeof turn === 'object' && turn !== null && 'from' in turn);
  return areTurns ? (Object.fromEntries(value.entries()) as JsonObject) : null;
}

function mapColumns(row: JsonObject, map: Readonly<Record<string, string>>): JsonObject {
  const taken = new Set(Object.values(map));
  const rest = Object.entries(row).filter(([name]) => !taken.has(name));
  const mapped = Object.entries(map).filter(([, column]) => Object.hasOwn(row, column));
  return {
    ...Object.fromEntries(rest),
    ...Object.fromEntries(mapped.map(([field, column]) => [field, row[column]!])),
  };
}

function explain(error: ZodError): string {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  return path ? `${path}: ${issue?.message}` : (issue?.message ?? 'not a rollout');
}
