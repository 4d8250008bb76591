import { z } from 'zod';
import type { Language } from '../../sandbox/program/types.ts';
import type { JsonValue } from '../../spec/json.ts';
import type { CaseList } from './case-list.ts';
import { functionCases } from './function-cases.ts';
import { PRELUDE } from './python-prelude.ts';
import type { Comparison, OutputCase, TestSuite } from './suite-form.ts';

const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value : value.join('\n')));
const outputCase = z.object({ input: text, output: text });

/** Who names the function that cases call, and what is known of it. */
export interface AskedFunction {
  readonly name: string;
  /** Its parameters as the prompt shows them, or null. */
  readonly parameters: readonly string[] | null;
  /** APPS and its kin name it `fn_name`: an expected value may stand in a list of its own there. */
  readonly lenient: boolean;
}

/** @returns cases of stdin and stdout, or calls of a function where one is named */
export function caseSuite(
  language: Language,
  cases: CaseList,
  compare: Comparison,
  asked?: AskedFunction,
  anyLanguage = false,
): TestSuite | string {
  if (cases.length === 0) return 'The tests are empty.';
  if (asked !== undefined) return functionSuite(language, cases, asked);
  const plain: OutputCase[] = [];
  for (const entry of cases) {
    const read = outputCase.safeParse({ input: printed(entry.input), output: printed(entry.output) });
    if (!read.success) return 'A case has an input or output that is no text.';
    plain.push(read.data);
  }
  return { form: 'output', language, cases: plain, compare, ...(anyLanguage && { anyLanguage }) };
}

/** A number on stdin or stdout is its text. */
function printed(value: JsonValue): JsonValue {
  return typeof value === 'number' ? String(value) : value;
}

/**
 * What APPS accepts as the same: tuples for lists, and, where the suite is lenient, an expected value in a list of its own.
 * A number with a fraction is met to 1e-6, as printed ones are. Elsewhere a truth value is no number.
 */
const SAME_IN_PYTHON = `import json
def _plain(value):
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
def _close(got, expected, lenient):
    if not lenient and isinstance(expected, bool) != isinstance(got, bool):
        return False
    if isinstance(expected, float) and type(got) in (int, float):
        return abs(got - expected) <= max(1e-9, 1.01e-6 * abs(expected)) or got == expected
    if isinstance(expected, list) and isinstance(got, list):
        return len(got) == len(expected) and all(_close(one, other, lenient) for one, other in zip(got, expected))
    return got == expected
def _same(got, expected, lenient):
    got = _plain(got)
    if _close(got, expected, lenient):
        return True
    return lenient and isinstance(expected, list) and len(expected) == 1 and _close(got, expected[0], True)
`;

const SAME_IN_JAVASCRIPT = `const _same = (got, expected) => {
  if (typeof expected === 'number' && typeof got === 'number')
    return Number.isInteger(expected) ? got === expected : Math.abs(got - expected) <= Math.max(1e-9, 1.01e-6 * Math.abs(expected));
  if (expected === null) return got === null || got === undefined;
  if (Array.isArray(expected)) return Array.isArray(got) && got.length === expected.length && expected.every((one, at) => _same(got[at], one));
  if (typeof expected !== 'object') return got === expected;
  if (typeof got !== 'object' || got === null || Array.isArray(got)) return false;
  const names = Object.keys(expected);
  return Object.keys(got).length === names.length && names.every((name) => name in got && _same(got[name], expected[name]));
};
`;

/** Cases that call a function by name. */
function functionSuite(language: Language, cases: CaseList, asked: AskedFunction): TestSuite | string {
  const { name, lenient } = asked;
  if (!/^[A-Za-z_$][\w$]{0,99}$/.test(name)) return 'The name of the function is no identifier.';
  const read = functionCases(cases, asked.parameters);
  if (typeof read === 'string') return read;
  const json = (value: JsonValue): string => JSON.stringify(JSON.stringify(value));
  if (language === 'javascript') {
    const asserts = read.map(({ given, wanted }) => {
      const same = wanted.map((one) => `_same(got, JSON.parse(${json(one)}))`).join(' || ');
      return `{ const got = await ${name}(...JSON.parse(${json([...given])})); assert(${same}); }`;
    });
    const source = `${SAME_IN_JAVASCRIPT}${asserts.join('\n')}\n`;
    return { form: 'calls', language, declaration: '', source, entryPoint: name };
  }
  if (language !== 'python')
    return 'Cases that call a function by name are run in Python and JavaScript alone.';
  const asserts = read.map(({ given, wanted }, index) => {
    const loose = lenient && typeof cases[index]!.output !== 'string' ? 'True' : 'False';
    const all = wanted.map((one) => `_same(_got, json.loads(${json(one)}), ${loose})`).join(' or ');
    return `_got = _asked(*json.loads(${json([...given])}))\nassert ${all}`;
  });
  const find = `try:\n    _asked = Solution().${name}\nexcept NameError:\n    _asked = ${name}\n`;
  const source = `${SAME_IN_PYTHON}${find}${asserts.join('\n')}\n`;
  return { form: 'calls', language, declaration: '', source, prelude: PRELUDE };
}
