import type { JsonObject, JsonValue } from '../spec/json.ts';
import { type Constraint, type ToolCall, toolCall } from '../spec/query.ts';
import type { Row } from './row-schema.ts';

/** What a row's reference fields hold, told apart by their shape. */
export interface Carried {
  references: string[];
  constraints: Constraint[];
  tests?: JsonValue;
  expectedCalls?: ToolCall[];
}

const CALL_FIELDS: ReadonlySet<string> = new Set(['name', 'arguments', 'id', 'type', 'index']);
/** The fields that may hold a reference, first one present wins. */
const REFERENCE_FIELDS = ['reference', 'references', 'answer', 'answers', 'ground_truth', 'label'] as const;

/**
 * Reads what a row says about right answers. A reference is a text or a list of alternatives; an object may be
 * IFEval's constraints, HumanEval-like tests, APPS-like cases, or tool calls: each is known by its keys.
 */
export function readReferences(row: Row): Carried {
  const field = REFERENCE_FIELDS.find((name) => row[name] !== null && row[name] !== undefined);
  const given = field ? row[field] : row.reward_model?.ground_truth;
  const carried: Carried = { references: [], constraints: [] };
  if (given !== null && given !== undefined) readValue(given, carried);
  return carried;
}

function readValue(value: JsonValue, into: Carried): void {
  if (value === null) return;
  if (typeof value !== 'object') {
    const text = typeof value === 'string' ? value : String(value);
    const object = parsedObject(text);
    const asserts = assertsIn(text);
    if (object && isSpecial(object)) readObject(object, into);
    else if (asserts) into.tests = { test_list: asserts };
    else into.references.push(afterHashes(text));
    return;
  }
  if (Array.isArray(value)) {
    if (areAsserts(value)) {
      into.tests = { test_list: value };
      return;
    }
    const calls = value.length > 0 && value.every(isCall) ? toolCall.array().safeParse(value) : null;
    if (calls?.success) into.expectedCalls = calls.data;
    else if (value.length > 0 && value.every((entry) => typeof entry === 'object' && entry !== null)) {
      into.references.push(JSON.stringify(value));
    } else {
      for (const entry of value) readValue(entry, into);
    }
    return;
  }
  readObject(value, into);
}

function readObject(value: JsonObject, into: Carried): void {
  const call = isCall(value) ? toolCall.safeParse(value) : null;
  if (Array.isArray(value.instruction_id_list))
    into.constraints = pairConstraints(value.instruction_id_list, value.kwargs);
  else if (isTests(value)) into.tests = value;
  else if (call?.success) into.expectedCalls = [call.data];
  else if (Array.isArray(value.aliases)) for (const alias of value.aliases) readValue(alias, into);
  else if (value.ground_truth !== undefined) readValue(value.ground_truth, into);
  else into.references.push(JSON.stringify(value));
}

/** A call of a tool has no other fields: an object with a name is an object. */
function isCall(value: JsonValue): boolean {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).every((key) => CALL_FIELDS.has(key))
  );
}

function isSpecial(value: JsonObject): boolean {
  return Array.isArray(value.instruction_id_list) || isTests(value);
}

function isTests(value: JsonObject): boolean {
  return (
    'test' in value ||
    'asserts' in value ||
    'test_list' in value ||
    'cases' in value ||
    (Array.isArray(value.inputs) && Array.isArray(value.outputs))
  );
}

const ASSERT = /^\s*assert\b/;

/** MBPP's `test_list` where a reference stands: Python's asserts, and nothing else. */
function areAsserts(values: readonly JsonValue[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === 'string' && ASSERT.test(value));
}

/** @returns the asserts of a text that is nothing else: one a line, or a list as JSON */
function assertsIn(text: string): string[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (areAsserts(lines)) return lines;
  if (!text.startsWith('["') || !text.endsWith(']')) return null;
  try {
    const list = JSON.parse(text) as JsonValue;
    return Array.isArray(list) && areAsserts(list) ? list.map(String) : null;
  } catch {
    return null;
  }
}

/** GSM8K's own answers are worked solutions that end in `#### 18`: the reference is what stands behind. */
function afterHashes(text: string): string {
  const at = text.lastIndexOf('\n#### ');
  return at < 0 ? text : text.slice(at + 6).trim();
}

function parsedObject(text: string): JsonObject | null {
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return null;
  }
}

/** Joins IFEval's two parallel lists; keys whose value is null are unused ones and are dropped. */
export function pairConstraints(ids: readonly JsonValue[], kwargs: JsonValue | undefined): Constraint[] {
  const given = typeof kwargs === 'string' ? (JSON.parse(kwargs) as JsonValue) : kwargs;
  const list = Array.isArray(given) ? given : [];
  return ids.map((id, index) => {
    const entry = list[index];
    const used = entry && typeof entry === 'object' && !Array.isArray(entry) ? Object.entries(entry) : [];
    return { id: String(id), kwargs: Object.fromEntries(used.filter(([, value]) => value !== null)) };
  });
}
