import type { JsonObject, JsonValue } from '../spec/json.ts';
import type { Constraint, ExpectedCall } from '../spec/query.ts';
import { hasContent } from './has-content.ts';
import { behindHashes, boxed, textList } from './readers/answers.ts';
import { tuluConstraints } from './readers/constraints.ts';
import { callsWanted, type Tools } from './readers/expected-calls.ts';
import { inputsOutputs } from './readers/tests.ts';
import { REFERENCE_FIELDS, TEST_FIELDS } from './row-fields.ts';
import type { Row } from './row-schema.ts';

/** The content of a row's reference fields, by its form. */
export interface Carried {
  references: string[];
  constraints: Constraint[];
  tests?: JsonValue;
  expectedCalls?: ExpectedCall[];
}

/**
 * Reads the right answers of a row. A reference is a text or a list of alternatives, also as JSON text or inside
 * `{target}`, `{text, answer_start}` or `{value, aliases}`; an object may be constraints, HumanEval-like tests, APPS-like
 * cases or tool calls: each is known by its keys. `solution` counts last, and `input_output` where there is nothing else.
 * @param prompt decides whether a text such as `["a", "b"]` is a list of answers or the one answer asked for
 */
export function readReferences(row: Row, prompt: string, tools: Tools): Carried {
  const cells = [...REFERENCE_FIELDS.map((name) => row[name]), row.reward_model?.ground_truth];
  const given = cells.find(hasContent);
  const carried: Carried = { references: [], constraints: [] };
  const reader = new ReferenceReader(carried, prompt, tools);
  if (given !== undefined) reader.read(given);
  else if (typeof row.solution === 'string' && !hasTests(row))
    reader.read(boxed(row.solution) ?? behindHashes(row.solution));
  else if (row.solution !== null && row.solution !== undefined && !hasTests(row)) reader.read(row.solution);
  // An empty list beside descriptions of functions says that no call is wanted; an empty text beside other demands says nothing.
  else {
    const empty = cells.find((cell) => cell !== null && cell !== undefined) ?? null;
    if (typeof empty !== 'string' || !hasOtherDemands(row)) reader.read(empty);
  }
  if (Array.isArray(given) && areParts(carried.references, prompt))
    carried.references = [carried.references.join(', ')];
  const cases = row.input_output ? inputsOutputs(row.input_output) : null;
  if (cases !== null) carried.tests ??= cases;
  return carried;
}

const ASKS_SEVERAL =
  /\b(?:both|each|respectively|in this order|and how (?:many|much|old|long|far)|two (?:numbers|answers|values)|beide\w*|jeweils|les deux|amb[oa]s|entramb[ie])\b|\(a\)[\s\S]*\(b\)|分别|それぞれ/i;

/** Different numbers are not alternatives of each other. So if the prompt asks for several, a list of numbers is one answer. */
function areParts(references: readonly string[], prompt: string): boolean {
  if (references.length < 2 || references.length > 10) return false;
  if (!references.every((reference) => /^[-−]?\d+(?:\.\d+)?$/.test(reference))) return false;
  const distinct = new Set(references).size;
  return distinct === 1 || (distinct === references.length && ASKS_SEVERAL.test(prompt.slice(-4_000)));
}

function hasOtherDemands(row: Row): boolean {
  return hasContent(row.constraints) || hasContent(row.instruction_id_list) || hasTests(row);
}

function hasTests(row: Row): boolean {
  return TEST_FIELDS.some((name) => hasContent(row[name]));
}

const ASKS_FOR_LIST =
  /\b(?:def|returns?|prints?|function|output|lists?|arrays?|json|code|sort(?:ed)?|evaluates?)\b|\[/i;

function asksForList(prompt: string): boolean {
  return ASKS_FOR_LIST.test(prompt.slice(0, 20_000));
}

class ReferenceReader {
  readonly #into: Carried;
  readonly #prompt: string;
  readonly #tools: Tools;

  constructor(into: Carried, prompt: string, tools: Tools) {
    this.#into = into;
    this.#prompt = prompt;
    this.#tools = tools;
  }

  read(value: JsonValue): void {
    if (value === null) return;
    const calls = callsWanted(value, this.#tools);
    if (calls) {
      this.#into.expectedCalls = calls;
      return;
    }
    if (typeof value === 'string') this.#readText(value);
    else if (typeof value !== 'object') this.#into.references.push(String(value));
    else if (Array.isArray(value)) this.#readList(value);
    else this.#readObject(value);
  }

  #readText(text: string): void {
    const object = parsedObject(text);
    const tests = assertsIn(text);
    const constraints = /instruction_id|func_name/.test(text.slice(0, 10_000)) ? tuluConstraints(text) : null;
    const list = textList(text);
    const answers = list && asksForList(this.#prompt) ? null : list;
    if (Array.isArray(constraints)) this.#into.constraints = constraints as Constraint[];
    else if (object && isSpecial(object)) this.#readObject(object);
    else if (tests) this.#into.tests = { test_list: tests };
    else if (answers) this.#into.references.push(...answers);
    else this.#into.references.push(String(behindHashes(text) ?? text));
  }

  #readList(value: readonly JsonValue[]): void {
    if (areAsserts(value)) {
      this.#into.tests = { test_list: [...value] };
      return;
    }
    if (value.length > 0 && value.every((entry) => typeof entry === 'object' && entry !== null)) {
      this.#into.references.push(JSON.stringify(value));
    } else for (const entry of value) this.read(entry);
  }

  #readObject(value: JsonObject): void {
    const constraints = tuluConstraints(value);
    if (Array.isArray(constraints)) this.#into.constraints = constraints as Constraint[];
    else if (isTests(value)) this.#into.tests = value;
    else {
      const answers = answersIn(value);
      if (answers === null) this.#into.references.push(JSON.stringify(value));
      else for (const answer of answers) this.read(answer);
    }
  }
}

/** Keys of objects that hold only an answer. */
const WRAPPINGS: ReadonlySet<string> = new Set([
  'target',
  'answer',
  'value',
  'final_answer',
  'correct_answer',
  'result',
]);

/** The answers of an object that is a known wrapping of them; null for any other object, which is itself the answer. */
function answersIn(value: JsonObject): JsonValue[] | null {
  if (Array.isArray(value.aliases)) return [value.value ?? null, ...value.aliases];
  if (Array.isArray(value.text) && ('answer_start' in value || Object.keys(value).length === 1))
    return value.text;
  if (Array.isArray(value.spans)) return value.spans;
  const [only, more] = Object.keys(value);
  if (only !== undefined && more === undefined && WRAPPINGS.has(only)) return [value[only]!];
  return value.ground_truth === undefined ? null : [value.ground_truth];
}

function isSpecial(value: JsonObject): boolean {
  return isTests(value) || answersIn(value) !== null;
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
  if (!text.includes('assert')) return null;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (areAsserts(lines)) return lines;
  const list = textList(text);
  return list && areAsserts(list) ? list : null;
}

function parsedObject(text: string): JsonObject | null {
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return null;
  }
}
