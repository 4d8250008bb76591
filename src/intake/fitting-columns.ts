import type { JsonObject, JsonValue } from '../spec/json.ts';
import { setOwn } from '../spec/table.ts';
import { parsedText } from './parsed-text.ts';
import { row } from './row-schema.ts';

/** Fields that hold a list or an object. In tables these are texts, so such a text is parsed. */
const STRUCTURED: ReadonlySet<string> = new Set([
  'messages',
  'responses',
  'completions',
  'instruction_id_list',
  'kwargs',
  'constraints',
  'test_list',
  'schema',
  'json_schema',
  'languages',
  'expected_calls',
  'extra_info',
  'reward_model',
  'correct',
  'steps',
  'tools',
  'tool_specs',
  'functions',
  'available_tools',
]);

/** Field names that data sets also use for other data. A value that does not fit the field is ignored. */
const SHARED_NAMES: ReadonlyMap<string, string> = new Map([
  ['correct', 'true or false, or a list of them'],
  ['tools', 'a list of tool ids'],
  ['constraints', 'a list of {id, kwargs}'],
  ['schema', 'a JSON schema'],
  ['json_schema', 'a JSON schema'],
  ['language', 'a text'],
  ['code', 'a text'],
  ['task', 'a text'],
  ['pair', 'a text such as en-de'],
  ['languages', '{source, target}'],
  ['source_language', 'a text'],
  ['target_language', 'a text'],
  ['entry_point', 'a text'],
  ['declaration', 'a text'],
  ['steps', 'a list of messages'],
  ['group', 'a text or a number'],
  ['id', 'a text or a number'],
  ['problem', 'a text'],
  ['question', 'a text'],
  ['test_list', 'a list of texts'],
  ['instruction_id_list', 'a list of texts'],
  ['finish_reason', 'a text'],
  ['completion', 'a text, a list of messages, or an object with text or steps'],
  ['completions', 'a list of those'],
  ['data_source', 'a text'],
  ['policy', 'a text'],
  ['step', 'a whole number'],
  ['epoch', 'a number'],
  ['run', 'a text'],
]);

export interface FittingColumns {
  readonly columns: JsonObject;
  readonly unfit: readonly { readonly column: string; readonly expected: string }[];
}

/** Parses cells with the text of a list or a number, and removes columns that are not fields in spite of their names. */
export function fittingColumns(given: JsonObject): FittingColumns {
  const columns: JsonObject = {};
  const unfit: { column: string; expected: string }[] = [];
  for (const [name, raw] of Object.entries(given)) {
    const value = readCell(name, raw);
    if (name === 'tools' && areToolSpecs(value)) {
      setOwn(columns, 'tool_specs', value);
      continue;
    }
    if (name === 'schema' && typeof value === 'string' && /\bcreate\s+table\b/i.test(value)) {
      setOwn(columns, 'ddl', value);
      continue;
    }
    const expected = SHARED_NAMES.get(name);
    if (expected === undefined || value === null || fits(name, value)) setOwn(columns, name, value);
    else unfit.push({ column: name, expected });
  }
  return { columns, unfit };
}

/** Descriptions of the functions that a model may call, as chat templates take them: by far the commonest meaning of `tools`. */
function areToolSpecs(value: JsonValue): boolean {
  const list = Array.isArray(value) ? value : [value];
  return list.every((entry) => typeof entry === 'object' && entry !== null);
}

function fits(name: string, value: JsonValue): boolean {
  return !(name in row.shape) || row.shape[name as keyof typeof row.shape].safeParse(value).success;
}

function readCell(name: string, value: JsonValue): JsonValue {
  if (name === 'correct') return readLabels(parsedText(value) ?? null);
  if (typeof value !== 'string') return value;
  if (STRUCTURED.has(name)) return parsedText(value) ?? null;
  if (name === 'prompt' && /^\s*\[\s*\{/.test(value)) return messagesIn(value) ?? value;
  if ((name === 'step' || name === 'epoch') && /^\d+(?:\.\d+)?$/.test(value)) return Number(value);
  return value;
}

function messagesIn(text: string): JsonValue | null {
  const read = parsedText(text);
  const are =
    Array.isArray(read) &&
    read.every(
      (entry) => typeof entry === 'object' && entry !== null && 'role' in entry && 'content' in entry,
    );
  return are ? read : null;
}

/** Labels as people write them: true, 1, 1.0, "True". */
function readLabels(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(readLabels);
  if (value === 1 || (typeof value === 'string' && /^(?:true|1(?:\.0)?)$/i.test(value))) return true;
  if (value === 0 || (typeof value === 'string' && /^(?:false|0(?:\.0)?)$/i.test(value))) return false;
  return value === '' ? null : value;
}
