import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

const box = (inside: string) => `The answer is \\boxed{${inside}}.`;
const HOSTILE: Readonly<Record<string, string>> = {
  'power tower': box('9^{9^{9^{9}}}'),
  'power of a sum': box('(a+b+c+d)^{40}'),
  'nested parentheses': box(`${'('.repeat(3_000)}1${')'.repeat(3_000)}`),
  'large factorial': box('200000!'),
  'factorials of factorials': box('((((9!)!)!)!)!'),
  'long sum': box('\\sum_{i=1}^{1000000000} i^2'),
  'nested sums': box('\\sum_{i=1}^{999}\\sum_{j=1}^{999}\\sum_{k=1}^{999} ijk'),
  'two thousand terms': box(Array.from({ length: 2_000 }, (_, index) => `x^{${index}}`).join('+')),
  'many terms that fit': box(Array.from({ length: 450 }, (_, index) => `x^{${index % 9}}`).join('+')),
  'twenty thousand digits squared': box(`${'7'.repeat(20_000)}^2`),
  'digits that fit, to a power': box(`${'7'.repeat(1_400)}^{1400}`),
  'nested roots': box(`${'\\sqrt{'.repeat(200)}2${'}'.repeat(200)}`),
  'nested fractions': box(`${'\\frac{1}{1+'.repeat(60)}1${'}'.repeat(60)}`),
  'fractions that fit': box(`${'\\frac{1}{1+'.repeat(25)}x${'}'.repeat(25)}`),
  binomials: box('\\binom{2000}{1000}^{40}'),
  'long list': box(Array.from({ length: 900 }, (_, index) => index).join(',')),
  signs: box('\\pm 1 '.repeat(40)),
  'many boxes': '\\boxed{1} and '.repeat(20_000),
  'open boxes': '\\boxed{'.repeat(50_000),
  dollars: '$'.repeat(200_000),
  'dollars and words': '$a '.repeat(100_000),
  'open formulas': '\\('.repeat(100_000),
  answers: 'the answer is '.repeat(50_000),
  'answers to': 'answer to '.repeat(50_000),
  newlines: '\n'.repeat(100_000),
  digits: '1'.repeat(1_000_000),
  commas: '1,'.repeat(200_000),
  groups: '1,000'.repeat(100_000),
  'groups with spaces': '1 000 '.repeat(100_000),
  minuses: `${'- '.repeat(100_000)}5`,
  spaces: `${' '.repeat(200_000)}x`,
  bars: box('|'.repeat(2_000)),
  'unclosed braces': box('{'.repeat(2_000)),
  prime: box(`f${"'".repeat(2_000)}(x)`),
  subscripts: box('x_{'.repeat(500)),
  text: box('\\text{'.repeat(400)),
  matrices: box(`\\begin{pmatrix}${'1&'.repeat(900)}1\\end{pmatrix}`),
  'surrogates and NUL': '\ud800\u0000\u202e'.repeat(50_000),
  'ten megabytes': 'so $x$ is 5 or \\boxed{4} '.repeat(400_000),
};

for (const [name, text] of Object.entries(HOSTILE)) {
  test(`hostile: ${name}: answered, and not right`, async () => {
    for (const reference of ['1234567', 'x^2+1', '\\{1,2,3\\}', '[0,1)', 'y=2x+3', '\\text{odd}']) {
      const judge = mathEquivalence.prepare(toToolQuery({ references: [reference] }), {});
      const verdict = await scoreOne(judge, { text });
      assert.notEqual(verdict.status === 'scored' && verdict.value, 1);
    }
  });
}
