import { z } from 'zod';
import type { Language } from '../../sandbox/program/types.ts';
import { jsonValue } from '../../spec/json.ts';
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

/** What APPS accepts as the same: tuples for lists, and an expected value in a list of its own. */
const SAME = `import json
def _plain(value):
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
def _same(got, expected):
    got = _plain(got)
    return got == expected or (isinstance(expected, list) and len(expected) == 1 and got == expected[0])
`;

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
    const wanted = literal(typeof output === 'string' ? output : JSON.stringify(output));
    return `assert _same(_asked(*${given}), json.loads(${wanted}))`;
  });
  const find = `try:\n    _asked = Solution().${name}\nexcept NameError:\n    _asked = ${name}\n`;
  const source = `${SAME}${find}${asserts.join('\n')}\n`;
  return { form: 'calls', language, declaration: '', source, prelude: PRELUDE };
}
