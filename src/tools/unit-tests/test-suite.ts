import { z } from 'zod';
import type { Language } from '../../sandbox/program/types.ts';
import { type JsonValue, jsonValue } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import { caseList, caseSuite } from './case-suite.ts';
import { comparison, type TestSuite } from './suite-form.ts';

const LANGUAGE_NAMES: Readonly<Record<string, Language>> = table({
  python: 'python',
  python3: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  node: 'javascript',
  nodejs: 'javascript',
  cpp: 'cpp',
  'c++': 'cpp',
  cc: 'cpp',
  cxx: 'cpp',
  java: 'java',
});

/** @returns the language that a name or the tag of a fence means, or null */
export function languageNamed(name: string): Language | null {
  const plain = name.toLowerCase();
  return Object.hasOwn(LANGUAGE_NAMES, plain) ? LANGUAGE_NAMES[plain]! : null;
}

const inputsAndOutputs = z.object({ inputs: z.array(jsonValue), outputs: z.array(jsonValue) });

const suiteObject = z.object({
  language: z.string().optional(),
  declaration: z.string().optional(),
  prompt: z.string().optional(),
  test: z.string().optional(),
  asserts: z.array(z.string()).optional(),
  test_list: z.array(z.string()).optional(),
  challenge_test_list: z.array(z.string()).optional(),
  setup: z.string().optional(),
  test_setup_code: z.string().optional(),
  test_imports: z.array(z.string()).optional(),
  entry_point: z.string().optional(),
  prelude: z.string().optional(),
  unreadable: z.string().optional(),
  cases: caseList.optional(),
  fn_name: z.string().optional(),
  func_name: z.string().optional(),
  compare: comparison.optional(),
});

/**
 * Reads `query.tests`: HumanEval and HumanEval-X (`test`, `declaration`, `entry_point`), MBPP (`test_list`, `asserts`),
 * lists of asserts (open-instruct), `cases` or `inputs` and `outputs` (APPS), or a JSON text of any of these.
 * @returns the suite, or a sentence on why there is none
 */
export function readTestSuite(tests: JsonValue | undefined): TestSuite | string {
  if (typeof tests === 'string') return readText(tests);
  if (Array.isArray(tests)) return readList(tests);
  const parsed = suiteObject.safeParse(tests);
  if (!parsed.success) return 'The tests are in no shape that is known.';
  const found = parsed.data;
  if (found.unreadable !== undefined) return found.unreadable;
  const language = found.language === undefined ? 'python' : languageNamed(found.language);
  if (!language) return `Programs in ${String(found.language).slice(0, 40)} are not run.`;
  const compare = found.compare ?? 'token';
  if (found.cases)
    return caseSuite(
      language,
      found.cases,
      compare,
      found.fn_name ?? found.func_name,
      found.language === undefined,
    );
  const pairs = inputsAndOutputs.safeParse(tests);
  if (pairs.success) {
    if (pairs.data.inputs.length !== pairs.data.outputs.length)
      return 'There are not as many outputs as inputs.';
    const cases = pairs.data.inputs.map((input, index) => ({
      input,
      output: pairs.data.outputs[index] ?? null,
    }));
    return caseSuite(language, cases, compare, found.fn_name, found.language === undefined);
  }
  const asserts = found.asserts ?? found.test_list;
  const body = found.test ?? asserts?.concat(found.challenge_test_list ?? []).join('\n');
  if (body === undefined || body.trim() === '') return 'The tests are empty.';
  const setup = [...(found.test_imports ?? []), found.setup ?? found.test_setup_code ?? ''].join('\n').trim();
  return {
    form: 'calls',
    language,
    declaration: found.declaration ?? found.prompt ?? '',
    source: setup ? `${setup}\n${body}` : body,
    ...(found.entry_point && { entryPoint: found.entry_point }),
    ...(found.prelude && { prelude: found.prelude }),
  };
}

function readText(text: string): TestSuite | string {
  const start = text.trimStart()[0];
  if (start === '{' || start === '[') {
    try {
      const parsed: unknown = JSON.parse(text);
      const value = z.json().safeParse(parsed);
      if (value.success && typeof value.data === 'object' && value.data !== null)
        return readTestSuite(value.data);
    } catch {
      // No JSON: the text is the test itself.
    }
  }
  if (text.trim() === '') return 'The tests are empty.';
  if (!/\bassert|\(/.test(text)) return 'The tests check nothing: they hold neither an assert nor a call.';
  return { form: 'calls', language: 'python', declaration: '', source: text };
}

function readList(list: readonly JsonValue[]): TestSuite | string {
  const sources = z.array(z.string()).min(1).safeParse(list);
  if (sources.success)
    return { form: 'calls', language: 'python', declaration: '', source: sources.data.join('\n') };
  const cases = caseList.safeParse(list);
  return cases.success
    ? caseSuite('python', cases.data, 'token', undefined, true)
    : 'The tests are in no shape that is known.';
}
