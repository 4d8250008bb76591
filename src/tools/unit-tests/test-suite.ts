import { z } from 'zod';
import type { Language } from '../../sandbox/program/types.ts';
import { type JsonValue, jsonValue } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import { type CaseList, caseList } from './case-list.ts';
import { type AskedFunction, caseSuite } from './case-suite.ts';
import { parametersOf } from './function-cases.ts';
import { javaScriptTests } from './javascript-tests.ts';
import { languageAsked, languageOfTests } from './language-of-tests.ts';
import { PRELUDE } from './python-prelude.ts';
import { comparison, type TestSuite } from './suite-form.ts';

const LANGUAGE_NAMES: Readonly<Record<string, Language>> = table({
  python: 'python',
  python3: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  node: 'javascript',
  nodejs: 'javascript',
  mjs: 'javascript',
  typescript: 'javascript',
  ts: 'javascript',
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

type Suite = z.infer<typeof suiteObject>;
type CallSuite = Extract<TestSuite, { form: 'calls' }>;

/**
 * Reads `query.tests`: HumanEval and HumanEval-X (`test`, `declaration`, `entry_point`), MBPP (`test_list`, `asserts`),
 * lists of asserts (open-instruct), `cases` or `inputs` and `outputs` (APPS), or a JSON text of any of these. Where no
 * language is named, the tests say it, then the prompt; where both leave it open, the response's own fence does.
 * @returns the suite, or a sentence on why there is none
 */
export function readTestSuite(tests: JsonValue | undefined, prompt = ''): TestSuite | string {
  if (typeof tests === 'string') return readText(tests, prompt);
  if (Array.isArray(tests)) return readList(tests, prompt);
  const parsed = suiteObject.safeParse(tests);
  if (!parsed.success) return 'The tests are in no shape that is known.';
  const found = parsed.data;
  if (found.unreadable !== undefined) return found.unreadable;
  const named = found.language === undefined ? null : languageNamed(found.language);
  if (found.language !== undefined && !named)
    return `Programs in ${found.language.slice(0, 40)} are not run.`;
  const cases = found.cases ?? pairsOf(tests);
  if (typeof cases === 'string') return cases;
  if (cases) return suiteOfCases(cases, found, named, prompt);
  const asserts = found.asserts ?? found.test_list;
  const items = asserts?.concat(found.challenge_test_list ?? []);
  const body = found.test ?? items?.join('\n');
  if (body === undefined || body.trim() === '') return 'The tests are empty.';
  const setup = [...(found.test_imports ?? []), found.setup ?? found.test_setup_code ?? ''].join('\n').trim();
  return callSuite({ body, items, setup, language: named, prompt }, found);
}

/** Tests of a class as LeetCode asks for it. Its page imports much in front of every program, and programs rely on that. */
const LEETCODE = /\bSolution\(\)\s*\./;

interface Calls {
  readonly body: string;
  /** The tests one by one, where they came as a list. */
  readonly items?: readonly string[] | undefined;
  readonly setup?: string;
  readonly language: Language | null;
  readonly prompt: string;
}

function callSuite({ body, items, setup = '', language, prompt }: Calls, found: Suite): CallSuite {
  const source = setup ? `${setup}\n${body}` : body;
  const declaration = found.declaration ?? found.prompt ?? '';
  const known = language ?? languageOfTests(source) ?? languageOfTests(declaration) ?? languageAsked(prompt);
  const entryPoint = found.entry_point;
  const suite = {
    form: 'calls' as const,
    language: known ?? ('python' as const),
    ...(known === null && { anyLanguage: true }),
    declaration,
    source,
    ...(entryPoint && { entryPoint }),
    ...((found.prelude || LEETCODE.test(source)) && { prelude: found.prelude ?? PRELUDE }),
  };
  if (known !== 'javascript') return suite;
  return { ...suite, source: javaScriptTests(setup, items ?? [body], entryPoint) };
}

/** APPS: `inputs` and `outputs` side by side; null where there are none. */
function pairsOf(tests: JsonValue | undefined): CaseList | string | null {
  const pairs = inputsAndOutputs.safeParse(tests);
  if (!pairs.success) return null;
  const { inputs, outputs } = pairs.data;
  if (inputs.length !== outputs.length) return 'There are not as many outputs as inputs.';
  return inputs.map((input, index) => ({ input, output: outputs[index] ?? null }));
}

/** What only a program that reads its standard input is told. */
const STANDARD_INPUT =
  /\bstd(?:in|out)\b|\bstandard (?:in|out)put\b|\binput\s*\(\)|\bprints?\b|\breads?\b|\bstandardeingabe\b|\bentrada est[aá]ndar\b|\bentrée standard\b|标准输入|標準入力/i;

/** Which function the cases call: a name for that alone (APPS), or the entry point where they hold values, or texts that no program reads. */
function askedFunction(cases: CaseList, found: Suite, prompt: string): AskedFunction | undefined {
  const own = found.fn_name ?? found.func_name;
  const name = own ?? found.entry_point;
  if (name === undefined) return undefined;
  const parameters = parametersOf(name, found.declaration ?? '') ?? parametersOf(name, prompt);
  const texts = cases.every(({ input, output }) => typeof input === 'string' && typeof output === 'string');
  if (own === undefined && texts && parameters === null && STANDARD_INPUT.test(prompt.slice(0, 20_000)))
    return undefined;
  return { name, parameters, lenient: own !== undefined };
}

function suiteOfCases(
  cases: CaseList,
  found: Suite,
  named: Language | null,
  prompt: string,
): TestSuite | string {
  const asked = askedFunction(cases, found, prompt);
  const compare = found.compare ?? 'token';
  const language = named ?? languageAsked(prompt);
  return caseSuite(language ?? 'python', cases, compare, asked, language === null);
}

function readText(text: string, prompt: string): TestSuite | string {
  const start = text.trimStart()[0];
  if (start === '{' || start === '[') {
    try {
      const parsed: unknown = JSON.parse(text);
      const value = z.json().safeParse(parsed);
      if (value.success && typeof value.data === 'object' && value.data !== null)
        return readTestSuite(value.data, prompt);
    } catch {
      // No JSON: the text is the test itself.
    }
  }
  if (text.trim() === '') return 'The tests are empty.';
  if (!/\bassert|\(/.test(text)) return 'The tests check nothing: they hold neither an assert nor a call.';
  return callSuite({ body: text, language: null, prompt }, {});
}

function readList(list: readonly JsonValue[], prompt: string): TestSuite | string {
  const sources = z.array(z.string()).min(1).safeParse(list);
  if (sources.success)
    return callSuite({ body: sources.data.join('\n'), items: sources.data, language: null, prompt }, {});
  const cases = caseList.safeParse(list);
  return cases.success
    ? suiteOfCases(cases.data, {}, null, prompt)
    : 'The tests are in no shape that is known.';
}
