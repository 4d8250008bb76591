import type { JsonObject, JsonValue } from '../spec/json.ts';
import { kindName } from '../spec/kinds.ts';
import { type LanguagePair, type Message, promptText, type Query } from '../spec/query.ts';
import { parseOptions } from '../text/choices/options.ts';
import { hasContent } from './has-content.ts';
import { parsedText } from './parsed-text.ts';
import { readParReferences } from './read-par-references.ts';
import { type Carried, readReferences } from './read-references.ts';
import { answerOptions } from './readers/answer-options.ts';
import { constraintPairs } from './readers/constraints.ts';
import { callsWanted, specNames, type Tools } from './readers/expected-calls.ts';
import { patternTests, sqlTests } from './readers/outcome-tests.ts';
import { plainCase } from './readers/plain-case.ts';
import { schemaIn, schemaInPrompt } from './readers/schema-in-prompt.ts';
import { CALL_FIELDS, OPTION_FIELDS, OUTCOME_FIELDS, TOOL_SPEC_FIELDS } from './row-fields.ts';
import type { Row } from './row-schema.ts';

/** @returns the query of a row, or the reason why the row has none */
export function readQuery(data: Row, messages: Message[]): Query | string {
  const told = readTools(data);
  const asked = readCalls(data);
  const expected = asked === null ? null : callsWanted(asked, told);
  if (asked !== null && !expected) return 'expected_calls: expected a list of {name, arguments}';
  const carried: Carried = readReferences(data, promptText({ messages }), told);
  const kind = data.kind ? kindName.safeParse(data.kind) : null;
  if (kind && !kind.success) return `kind: ${kind.error.issues[0]?.message}`;
  const outcome = readOutcome(data, carried.references[0]);
  if (outcome !== null) carried.references = [];
  const tests = readTests(data, carried.tests) ?? readRunTask(data) ?? outcome ?? undefined;
  if (carried.references.length === 0 && asksOutput(data) && typeof data.output === 'string')
    carried.references = [data.output];
  const languages = readLanguages(data);
  const prompt = promptText({ messages });
  const columns = [
    ...OPTION_FIELDS.map((name) => data[name]),
    carried.references.length > 1 ? shownOptions(prompt) : null,
  ];
  const asksOptions = answerOptions(columns, carried.references, prompt);
  const schema =
    data.schema ??
    data.json_schema ??
    schemaIn(data.response_format ?? null) ??
    (told.told ? null : schemaInPrompt(messages));
  const calls = expected ?? carried.expectedCalls;
  const beside = readParReferences(data.par_references ?? data.extra_info?.par_references ?? null);
  if (beside === null) return 'par_references: expected a text, a list of texts, or of {text}';
  const source = data.data_source;
  return {
    messages,
    references: asksOptions?.references ?? carried.references,
    constraints: readConstraints(data) ?? carried.constraints,
    hints: { ...(data.task && { task: data.task }), ...(source && { source }) },
    ...(tests !== undefined && { tests }),
    ...(schema && { schema }),
    ...(calls && { expected_calls: calls }),
    ...(languages && { languages }),
    ...(asksOptions && { options: asksOptions.options }),
    ...(beside.length > 0 && { par_references: beside }),
    ...(kind?.success && { kind: kind.data }),
    ...(data.tools && data.tools.length > 0 && { pinned: data.tools }),
  };
}

/** The test data for an SQL query or a regular expression. */
function readOutcome(data: Row, reference: string | undefined): JsonValue {
  const { tables, rows, matched, refused } = OUTCOME_FIELDS;
  return (
    sqlTests(firstOf(data, tables), firstOf(data, rows), reference) ??
    patternTests(firstOf(data, matched), firstOf(data, refused), reference)
  );
}

function firstOf(data: Row, names: readonly (keyof Row)[]): JsonValue {
  const name = names.find((one) => data[one] !== null && data[one] !== undefined);
  return name === undefined ? null : (data[name] as JsonValue);
}

/** The options that a prompt lists by letters: several references that stand among them are parts of one answer. */
function shownOptions(prompt: string): JsonValue {
  const shown = parseOptions(prompt);
  const labelled = shown.every(({ label, text }) => label !== null && text !== '');
  return labelled ? shown.map(({ label, text }) => ({ label, text })) : null;
}

function readTools(data: Row): Tools {
  const specs = TOOL_SPEC_FIELDS.map((name) => data[name]);
  const names = new Set(specs.flatMap((spec) => [...specNames(spec ?? undefined)]));
  return { names, told: names.size > 0 || readCalls(data) !== null };
}

function readCalls(data: Row): JsonValue {
  return CALL_FIELDS.map((name) => data[name] ?? null).find((calls) => calls !== null) ?? null;
}

function readConstraints(data: Row): Query['constraints'] | null {
  if (data.constraints) return data.constraints.map(({ id, kwargs }) => ({ id, kwargs: kwargs ?? {} }));
  const pairs = data.instruction_id_list && constraintPairs(data.instruction_id_list, data.kwargs ?? null);
  return Array.isArray(pairs) ? (pairs as Query['constraints']) : null;
}

/** Tests in one of the shapes that `unit-tests` takes; a row's own `language` and `entry_point` are put beside them. */
function readTests(data: Row, carried: JsonValue | undefined): JsonValue | undefined {
  const given = [data.tests, data.test, data.test_list, data.test_cases, carried].find(hasContent);
  if (given === undefined) return undefined;
  const beside: JsonObject = {
    ...(data.language && { language: data.language }),
    ...(data.entry_point && { entry_point: data.entry_point }),
    ...(data.declaration && { declaration: data.declaration }),
  };
  const read = typeof given === 'string' ? (listOrObject(given) ?? given) : given;
  if (typeof read === 'string') return { test: read, ...beside };
  if (Array.isArray(read)) {
    if (read.every((entry) => typeof entry === 'string')) return { asserts: read, ...beside };
    return { cases: read.map(plainCase), ...beside };
  }
  return typeof read === 'object' && read !== null ? { ...beside, ...read } : undefined;
}

/** Tests as the text of a JSON list or object. A program is not such a text. */
function listOrObject(text: string): JsonValue | null {
  return /^\s*[[{]/.test(text) ? (parsedText(text) ?? null) : null;
}

/** Whether a row with a program asks for its output (CRUXEval-O); one with both asks for the input where its task says so. */
function asksOutput(data: Row): boolean {
  const given = data.input !== null && data.input !== undefined;
  return Boolean(data.code) && given && !/input-prediction|cruxeval-?i\b/i.test(data.task ?? '');
}

/** `code` with `input` or `output`: what `code-output-run` runs. */
function readRunTask(data: Row): JsonValue | undefined {
  if (!data.code) return undefined;
  const beside: JsonObject = { code: data.code, ...(data.entry_point && { entry_point: data.entry_point }) };
  if (asksOutput(data)) return { ...beside, input: data.input ?? null };
  return data.output === null || data.output === undefined ? undefined : { ...beside, output: data.output };
}

function readLanguages(data: Row): LanguagePair | undefined {
  if (data.languages) return data.languages;
  const [source, target] = (data.pair ?? '').split('-');
  if (source && target && /^[a-z]{2,3}$/.test(source) && /^[a-z]{2,3}$/.test(target))
    return { source, target };
  if (!data.target_language) return undefined;
  return { target: data.target_language, ...(data.source_language && { source: data.source_language }) };
}
