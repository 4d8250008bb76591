import { type JsonObject, jsonValue } from '../spec/json.ts';
import type { RolloutMeta } from '../spec/rollout.ts';
import { setOwn } from '../spec/table.ts';
import { type Row, row } from './row-schema.ts';

/** Columns that are a reference or tests to some data sets and something else to others: functions may ask for them by name. */
const ALSO_COLUMNS: ReadonlySet<string> = new Set(['solution', 'golden_answers', 'input_output']);
const READ = new Set(Object.keys(row.shape).filter((name) => !ALSO_COLUMNS.has(name)));

/**
 * @param value the row as it was given
 * @param data the same row, with the fields that are read
 * @returns what the row says of its samples alone, or null where it says nothing
 */
export function readMeta(value: object, data: Row): RolloutMeta | null {
  const { data_source: source, extra_info: extra } = data;
  const columns: JsonObject = { ...data.columns };
  for (const [name, entry] of Object.entries(value)) {
    if (READ.has(name)) continue;
    const column = asJson(entry);
    if (column !== undefined) setOwn(columns, name, column);
  }
  const any = Object.keys(columns).length > 0;
  if (!source && !extra && !any) return null;
  return { ...(source && { source }), ...(extra && { extra }), ...(any && { columns }) };
}

/** @returns undefined for what JSON cannot say, and for what is nested too deeply to be looked through */
function asJson(entry: unknown): JsonObject[string] | undefined {
  try {
    return jsonValue.safeParse(entry).data;
  } catch {
    return undefined;
  }
}
