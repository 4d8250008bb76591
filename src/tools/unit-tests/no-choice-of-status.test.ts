import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

/**
 * A program that is wrong earns the bottom, whatever it returns or does: what no reward comes of (`failed`, `unscored`) is no
 * choice of a policy's. Each value is tried where the tests see a copy of it, and where they run beside the program.
 */
const skip = bubblewrapProblem() ?? false;
after(() => unitTests.close?.());

const TESTS = {
  'beside the program': 'assert isinstance(f(1), Point)\nassert f(2).x == 2',
  'in a process of their own': 'assert f(1) == 9\nassert f(2) == 16',
} as const;
const VALUES: readonly (readonly [name: string, python: string])[] = [
  ['an integer of 400 digits', '10 ** 400'],
  ['an integer of 20,000 digits', '10 ** 20000'],
  ['a negative one', '-(10 ** 400)'],
  ['a number beyond all bounds', 'float("inf")'],
  ['no number', 'float("nan")'],
  ['a fraction of 400 digits', '__import__("fractions").Fraction(10 ** 400, 3)'],
  ['a fraction with a great exponent', '__import__("fractions").Fraction("1e20000")'],
  ['a list that holds itself', '(lambda l: l.append(l) or l)([])'],
  ['lists in lists', '__import__("functools").reduce(lambda l, _: [l], range(5000), [])'],
  ['half a letter', '"\\ud800"'],
  ['a text of a million letters', '"a" * 10 ** 6'],
  ['the status of a verdict', '{"status": "failed", "passed": 0, "total": 0}'],
  ['an exit', '__import__("sys").exit(0)'],
  ['an exit of the process', '__import__("os")._exit(3)'],
  ['an interrupt', 'exec("raise KeyboardInterrupt()")'],
  ['an error that cannot be printed', 'exec("class E(Exception):\\n  def __str__(self): 1/0\\nraise E()")'],
];

for (const [place, code] of Object.entries(TESTS))
  test(`a wrong program is scored, whatever it returns: tests ${place}`, { skip }, async () => {
    const judge = unitTests.prepare(
      toToolQuery(query.partial().parse({ tests: { test: code, entry_point: 'f' } })),
      { caseSeconds: 2 },
    );
    const statuses = [];
    for (const [name, value] of VALUES) {
      const source = `class Point:\n    x = 0\n\ndef f(n):\n    return ${value}`;
      const verdict = await scoreOne(judge, { text: `\`\`\`python\n${source}\n\`\`\`` });
      statuses.push([name, verdict.status === 'scored' ? verdict.value : verdict]);
    }
    assert.deepEqual(
      statuses,
      VALUES.map(([name]) => [name, 0]),
    );
  });
