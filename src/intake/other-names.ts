import type { JsonObject } from '../spec/json.ts';
import { parsedText } from './parsed-text.ts';
import { letterOf, optionsPrompt } from './readers/choices.ts';

const OWN_ASKING = ['prompt', 'question', 'problem'];
/** Columns that say what is to be done, where a row has neither `prompt` nor `messages`, `question` or `problem`. */
const ASKING = [
  'query',
  'instruction',
  'instructions',
  'user_prompt',
  'user_input',
  'user_query',
  'request',
  'problem_statement',
  'task_description',
  'puzzle',
];
/** Columns that hold what a question or an instruction is about. */
const MATERIAL = [
  'context',
  'passage',
  'document',
  'article',
  'dialogue',
  'table',
  'premise',
  'hypothesis',
  'text',
];
/** The same, where an instruction stands beside them: alone they may be anything. */
const BESIDE_INSTRUCTION = ['input', 'inputs', 'source', 'source_text', 'src', 'sentence'];
const REFERENCES = [
  'gold',
  'gold_answer',
  'gold_answers',
  'gold_label',
  'gold_sql',
  'gold_query',
  'correct_answer',
  'correct_answers',
  'correct_option',
  'correct_choice',
  'expected',
  'expected_answer',
  'expected_output',
  'expected_response',
  'final_answer',
  'true_answer',
  'reference_answer',
  'answer_key',
  'answerKey',
  'target',
  'targets',
  'target_text',
  'tgt',
  'summary',
  'highlights',
  'translation',
  'sql',
];
const TESTS = [
  'unit_tests',
  'unittests',
  'testcases',
  'test_code',
  'tests_code',
  'asserts',
  'assertions',
  'hidden_tests',
];
const OWN_REFERENCES = [
  'reference',
  'references',
  'answer',
  'answers',
  'ground_truth',
  'golden_answers',
  'label',
  'reward_model',
  'solution',
  'constraints',
  'instruction_id_list',
  'expected_calls',
  'expected_tool_calls',
];
const OWN_TESTS = ['tests', 'test', 'test_list', 'test_cases', 'input_output'];
const OWN_OPTIONS = ['choices', 'options', 'answer_choices', 'labels', 'candidate_labels', 'classes'];
const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  source_language: ['src_lang', 'source_lang', 'lang_from', 'from_lang'],
  target_language: ['tgt_lang', 'target_lang', 'lang_to', 'to_lang'],
};
const OPTION = /^(?:option|choice|opt|op|answer|ans)?[ _-]?([a-hA-H]|[1-8])$/;
const LEAST_OPTIONS = 2;
const QUERY = /^\s*(?:select|with)\b[\s\S]*\bfrom\b/i;
const CREATES = /\bcreate\s+table\b/i;

/** A row in the field names of docs/input.md, and the columns under other names that they were made from. */
interface UsualNames {
  readonly columns: JsonObject;
  readonly read: readonly string[];
}

/**
 * Reads columns under the names that data sets commonly give them, where the row has no field of that meaning: what a row
 * says in a field of docs/input.md always counts first. The names are those that mean one thing beside a response.
 */
export function withUsualNames(row: JsonObject): UsualNames {
  const columns: JsonObject = { ...row };
  const read = [fillTests, fillReference, fillOptions, fillPrompt, fillLanguages].flatMap((fill) =>
    fill(columns),
  );
  return { columns, read };
}

function fillLanguages(row: JsonObject): string[] {
  return Object.entries(LANGUAGES).flatMap(([field, names]) => {
    const name = names.find((one) => textAt(row, one) !== null);
    if (name === undefined || isThere(row, field)) return [];
    row[field] = row[name]!;
    return [name];
  });
}

function fillTests(row: JsonObject): string[] {
  const name = TESTS.find((one) => isThere(row, one));
  if (name === undefined || OWN_TESTS.some((one) => isThere(row, one))) return [];
  row.tests = row[name]!;
  return [name];
}

/** A query in SQL beside a question is what is asked for; beside a program, an output is not a reference. */
function fillReference(row: JsonObject): string[] {
  if ([...OWN_REFERENCES, ...OWN_TESTS, 'code'].some((one) => isThere(row, one))) return [];
  const asks = ['prompt', 'messages', 'question', 'problem'].some((one) => isThere(row, one));
  const isQuery = asks && QUERY.test(textAt(row, 'query') ?? '');
  const beside = textAt(row, 'instruction') !== null && isThere(row, 'output') ? 'output' : undefined;
  const name = isQuery ? 'query' : (REFERENCES.find((one) => isThere(row, one)) ?? beside);
  if (name === undefined) return [];
  row.reference = row[name]!;
  return [name];
}

/** Options in columns of their own, one for each: `A`, `option_b`, `choice3`. */
function fillOptions(row: JsonObject): string[] {
  if (OWN_OPTIONS.some((one) => isThere(row, one))) return [];
  const options = Object.entries(row).flatMap(([name, value]) => {
    const label = OPTION.exec(name)?.[1];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return label === undefined || text === '' ? [] : [{ name, label: label.toUpperCase(), text }];
  });
  const labels = options.map(({ label }) => label).sort();
  const first = labels[0] ?? '';
  const runs = labels.every((label, at) => label.charCodeAt(0) === first.charCodeAt(0) + at);
  if (options.length < LEAST_OPTIONS || !runs || (first !== 'A' && first !== '1')) return [];
  const list = options.map(({ label, text }) => ({ label, text }));
  const field = ['reference', 'answer', 'label', 'ground_truth'].find((one) => isThere(row, one));
  const letter = field === undefined ? null : letterOf(row[field]!, list);
  const asking = [...OWN_ASKING, 'sentence', ...ASKING].find((one) => textAt(row, one) !== null);
  if (field === undefined || asking === undefined || !labels.includes(String(letter))) return [];
  const asked = textAt(row, asking)!;
  if (!options.every(({ text }) => asked.includes(text))) row.prompt = optionsPrompt(asked, list);
  row[field] = letter;
  row.choices = list;
  return [asking, ...options.map(({ name }) => name)];
}

function fillPrompt(row: JsonObject): string[] {
  if (isThere(row, 'messages') || Array.isArray(row.prompt)) return [];
  const own = OWN_ASKING.find((one) => textAt(row, one) !== null);
  const asking = own ?? ASKING.find((one) => textAt(row, one) !== null && !QUERY.test(textAt(row, one)!));
  if (asking === undefined) return [];
  const asked = textAt(row, asking)!;
  if (CREATES.test(textAt(row, 'context') ?? '') && !isThere(row, 'schema') && !isThere(row, 'ddl'))
    row.ddl = row.context!;
  const columns = own === undefined ? [...BESIDE_INSTRUCTION, ...MATERIAL] : MATERIAL;
  const parts = columns.flatMap((column) => {
    const text = textAt(row, column);
    const isNew = text !== null && !asked.includes(text.trim()) && !text.includes(asked.trim());
    return isNew ? [[column, text] as const] : [];
  });
  const material = parts.map(([column, text]) => (parts.length > 1 ? `${titled(column)}: ${text}` : text));
  if (own !== 'prompt' || parts.length > 0)
    row.prompt = (own === undefined ? [asked, ...material] : [...material, asked]).join('\n\n');
  return [asking, ...parts.map(([column]) => column)];
}

function titled(column: string): string {
  return column.replace(/^./, (first) => first.toUpperCase()).replaceAll('_', ' ');
}

function isThere(row: JsonObject, name: string): boolean {
  const value = Object.hasOwn(row, name) ? row[name] : null;
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

/** The text of a column that is not the text of a list of turns. */
function textAt(row: JsonObject, name: string): string | null {
  const value = Object.hasOwn(row, name) ? row[name] : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  return name === 'prompt' && Array.isArray(parsedText(value)) ? null : value;
}
