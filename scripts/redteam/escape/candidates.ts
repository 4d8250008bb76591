import type { Language } from '../../../src/sandbox/program/types.ts';
import type { JsonObject, JsonValue } from '../../../src/spec/json.ts';
import { scoreOne } from '../../../src/spec/prepared-tool.ts';
import { query } from '../../../src/spec/query.ts';
import type { Verdict } from '../../../src/spec/verdict.ts';
import { toToolQuery } from '../../../src/tools/fixtures.ts';
import { unitTests } from '../../../src/tools/unit-tests/index.ts';
import type { Expected } from './attack.ts';
import type { Outcome } from './paths.ts';

/** What no attack knows: it is asked for where an attack tries to be paid. */
const SECRET = 'unheard of 9731';

/** A row that asks a program for `f(1)`, which is to be a text, or any text where that is null. */
function row(language: Language, wanted: string | null, inProcess: boolean): JsonValue {
  const text = JSON.stringify(wanted ?? '');
  // Tests that look at standard output run in the program's own process.
  const together = inProcess ? '# builtins.print\n' : '';
  if (language === 'python') {
    const asked = wanted === null ? 'assert f(1) is not None' : `assert f(1) == ${text}`;
    return { test: `${together}${asked}`, entry_point: 'f' };
  }
  if (language === 'javascript') {
    const asked = wanted === null ? 'assert(f(1) !== undefined);' : `assert.strictEqual(f(1), ${text});`;
    return { language, test: `const assert = require('assert');\n${asked}`, entry_point: 'f' };
  }
  if (language === 'cpp') {
    const asked = wanted === null ? 'f(1).size() < 1000000' : `f(1) == ${text}`;
    return {
      language,
      declaration: '#include <string>\nusing namespace std;\nstring f(int x){\n',
      test: `#include <assert.h>\nint main(){\n  assert(${asked});\n}\n`,
    };
  }
  const failed = wanted === null ? 's.f(1) == null' : `!s.f(1).equals(${text})`;
  return {
    language,
    declaration: 'class Solution {\n    public String f(int x) {\n',
    test: `public class Main {\n  public static void main(String[] args) {\n    Solution s = new Solution();\n    if (${failed}) throw new AssertionError();\n  }\n}\n`,
  };
}

const PROGRAMS: Readonly<Record<Language, (source: string) => string>> = {
  python: (source) => `${source}\ndef f(x): return attack()`,
  javascript: (source) => `${source}\nfunction f(x) { return attack(); }`,
  cpp: (source) => `${source}\nstd::string f(int x) { return attack(); }`,
  java: (source) => `${source}\nclass Solution { public String f(int x) { return Attack.attack(); } }`,
};

/** @returns the verdict on a program in a fence */
export async function judged(tests: JsonValue, source: string, options: JsonObject): Promise<Verdict> {
  const prepared = unitTests.prepare(toToolQuery(query.partial().parse({ tests })), options);
  return scoreOne(prepared, { text: `\`\`\`\n${source}\n\`\`\`` });
}

/** Has an attack judged as a candidate with tests, which may pay it only where it is to be held. */
export async function judgeCandidate(
  language: Language,
  source: string,
  expected: Expected,
  inProcess: boolean,
): Promise<Outcome> {
  const wanted = expected === 'unpaid' ? SECRET : expected === 'ended' ? null : 'held';
  const options = { caseSeconds: expected === 'ended' ? 0.5 : 5, inProcess };
  const verdict = await judged(row(language, wanted, inProcess), PROGRAMS[language](source), options);
  if (verdict.status !== 'scored') return { state: 'failed', why: JSON.stringify(verdict) };
  const place = inProcess ? 'in-process' : 'separate-process';
  if (verdict.evidence.isolation !== place)
    return { state: 'failed', why: `it ran ${String(verdict.evidence.isolation)}, not ${place}` };
  if (verdict.value === 1) return { state: 'returned', text: wanted ?? 'something' };
  const why = JSON.stringify(verdict.evidence);
  return expected === 'held' ? { state: 'returned', text: why } : { state: 'ended', why };
}
