import { type JsonObject, jsonValue } from '../spec/json.ts';
import type { RolloutMeta } from '../spec/rollout.ts';
import { setOwn } from '../spec/table.ts';
import { OPTION_FIELDS, OUTCOME_FIELDS, TOOL_SPEC_FIELDS } from './row-fields.ts';
import { type Row, row } from './row-schema.ts';

/** Fields that hold a part of the query in some data sets and other data in others. Functions may ask for them by name. */
const ALSO_COLUMNS: ReadonlySet<string> = new Set([
  ...[
    'solution',
    'golden_answers',
    'input_output',
    'response_format',
    'expected_tool_calls',
    'par_references',
  ],
  ...OPTION_FIELDS,
  ...TOOL_SPEC_FIELDS,
  ...Object.values(OUTCOME_FIELDS).flat(),
]);
const READ = new Set(Object.keys(row.shape).filter((name) => !ALSO_COLUMNS.has(name)));

/**
 * @param value the row before any change
 * @param data the same row after its fields were read
 * @returns the data of the row about its samples alone, or null where there are none
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

/** @returns undefined for values that JSON cannot express or that are nested too deeply */
function asJson(entry: unknown): JsonObject[string] | undefined {
  try {
    return jsonValue.safeParse(entry).data;
  } catch {
    return undefined;
  }
}
