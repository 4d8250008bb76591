import { z } from 'zod';
import type { Language } from '../../sandbox/program/types.ts';
import { type JsonValue, jsonValue } from '../../spec/json.ts';
import { PRELUDE } from './python-prelude.ts';
import type { Comparison, OutputCase, TestSuite } from './suite-form.ts';

export const caseList = z.array(z.object({ input: jsonValue, output: jsonValue }));
export type CaseList = z.infer<typeof caseList>;

const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value : value.join('\n')));
const outputCase = z.object({ input: text, output: text });

/** @returns cases of stdin and stdout, or calls of a function where one is named */
export function caseSuite(
  language: Language,
  cases: CaseList,
  compare: Comparison,
  functionName?: string,
  anyLanguage = false,
): TestSuite | string {
  if (cases.length === 0) return 'The tests are empty.';
  if (functionName !== undefined) return functionSuite(language, cases, functionName);
  const plain: OutputCase[] = [];
  for (const entry of cases) {
    const read = outputCase.safeParse(entry);
    if (!read.success) return 'A case has an input or output that is no text.';
    plain.push(read.data);
  }
  return { form: 'output', language, cases: plain, compare, ...(anyLanguage && { anyLanguage }) };
}

/**
 * What APPS accepts as the same: tuples for lists, and an expected value in a list of its own where values are given as
 * such. A number with a fraction is met to 1e-6, as printed ones are.
 */
const SAME = `import json
def _plain(value):
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
def _close(got, expected):
    if isinstance(expected, float) and type(got) in (int, float):
        return abs(got - expected) <= max(1e-9, 1.01e-6 * abs(expected)) or got == expected
    if isinstance(expected, list) and isinstance(got, list):
        return len(got) == len(expected) and all(_close(*pair) for pair in zip(got, expected))
    return got == expected
def _same(got, expected, wrapped):
    got = _plain(got)
    if _close(got, expected):
        return True
    return wrapped and isinstance(expected, list) and len(expected) == 1 and _close(got, expected[0])
`;

/** An expected value that is JSON beside arguments as text, or a value as it is beside arguments as values. */
function expectedValue(input: JsonValue, output: JsonValue): string {
  if (typeof output !== 'string' || typeof input !== 'string') return JSON.stringify(output);
  try {
    JSON.parse(output);
    return output;
  } catch {
    return JSON.stringify(output);
  }
}

/** Cases that call a function by name: arguments as a list, or as text with one JSON value a line (LiveCodeBench). */
function functionSuite(language: Language, cases: CaseList, name: string): TestSuite | string {
  if (language !== 'python') return 'Cases that call a function by name are run in Python alone.';
  if (!/^[A-Za-z_]\w{0,99}$/.test(name)) return 'The name of the function is no identifier.';
  const literal = (value: string): string => JSON.stringify(value);
  const asserts = cases.map(({ input, output }) => {
    const given =
      typeof input === 'string'
        ? `[json.loads(line) for line in ${literal(input)}.split("\\n") if line.strip()]`
        : `json.loads(${literal(JSON.stringify(Array.isArray(input) ? input : [input]))})`;
    const wanted = literal(expectedValue(input, output));
    const wrapped = typeof output === 'string' ? 'False' : 'True';
    return `assert _same(_asked(*${given}), json.loads(${wanted}), ${wrapped})`;
  });
  const find = `try:\n    _asked = Solution().${name}\nexcept NameError:\n    _asked = ${name}\n`;
  const source = `${SAME}${find}${asserts.join('\n')}\n`;
  return { form: 'calls', language, declaration: '', source, prelude: PRELUDE };
}
