import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

async function earned(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(mathEquivalence.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('a form that is asked for is kept: factors, roots, quotients', async () => {
  for (const [prompt, reference, right, wrong] of [
    [
      'Factor $x^2-9$ completely.',
      '(x-3)(x+3)',
      ['$(x+3)(x-3)$', '\\boxed{(x-3)\\cdot(x+3)}', '\\boxed{-(3-x)(x+3)}'],
      [
        '\\boxed{1\\cdot(x^2-9)}',
        '\\boxed{x^2-3^2}',
        '\\boxed{(x-\\sqrt{9})(x+\\sqrt{9})}',
        '\\boxed{x\\cdot x - 9}',
      ],
    ],
    ['Factor $x^2+6x+9$.', '(x+3)^2', ['$(x+3)^2$', '$(x+3)(x+3)$'], ['\\boxed{x(x+6)+9}']],
    [
      'Write $\\sqrt{50}$ in simplest radical form.',
      '5\\sqrt{2}',
      ['\\boxed{5\\sqrt2}', '√50 = 5√2'],
      [
        '\\boxed{\\sqrt{25}\\sqrt{2}}',
        '\\boxed{50^{1/2}}',
        '\\boxed{\\sqrt{5\\cdot 10}\\cdot\\sqrt{1}\\cdot 1}'.replace('5\\cdot 10', '50'),
      ],
    ],
    [
      'Simplify $\\frac{6x^2+9x}{3x}$.',
      '2x+3',
      ['\\boxed{2x+3}', '$3+2x$'],
      ['\\boxed{\\frac{3x(2x+3)}{3x}}', '\\boxed{\\frac{2x^2+3x}{x}}'],
    ],
  ] as const) {
    for (const text of right) assert.equal(await earned(prompt, reference, text), 1, text);
    for (const text of wrong) assert.equal(await earned(prompt, reference, text), 0, text);
  }
});

test('no form is asked for: the same values are right', async () => {
  assert.equal(await earned('What is the length?', '5\\sqrt{2}', '\\boxed{\\sqrt{50}}'), 1);
  assert.equal(await earned('Give the polynomial.', 'x^2-9', '\\boxed{(x-3)(x+3)}'), 1);
});

test('solutions one beside the other, in prose and with indices; a choice of two is no point', async () => {
  const prompt = 'Find all real solutions of $x^2-5x+6=0$.';
  for (const text of ['The solutions are x = 2 and x = 3.', 'x = 3 or x = 2', '$x_1=3,\\ x_2=2$'])
    assert.equal(await earned(prompt, 'x=2, x=3', text), 1, text);
  for (const text of ['The solutions are x = 2 and x = 4.', '$x_1=3,\\ x_2=1$', 'x = 2'])
    assert.equal(await earned(prompt, 'x=2, x=3', text), 0, text);
  assert.equal(await earned('Solve $x+y=5$, $x-y=1$.', '(3,2)', '\\boxed{3 \\text{ or } 2}'), 0);
  assert.equal(await earned('Solve $x+y=5$, $x-y=1$.', '(3,2)', '\\boxed{(3, 2)}'), 1);
  const union = '(-\\infty,-2]\\cup[2,\\infty)';
  assert.equal(await earned('Solve $x^2 \\ge 4$.', union, '\\boxed{x\\le -2 \\text{ or } x\\ge 2}'), 1);
});

test('what is to be expanded is no product', async () => {
  const prompt = 'Expand $(x+2)(x-5)$.';
  for (const text of ['\\boxed{x^2-3x-10}', '$(x+2)(x-5) = x^2-5x+2x-10 = x^2-3x-10$'])
    assert.equal(await earned(prompt, 'x^2-3x-10', text), 1, text);
  for (const text of ['\\boxed{(x-5)(x+2)}', '\\boxed{x(x-5)+2(x-5)}'])
    assert.equal(await earned(prompt, 'x^2-3x-10', text), 0, text);
});

test('lowest terms', async () => {
  const prompt = 'Write $0.\\overline{27}$ as a fraction in lowest terms.';
  for (const text of ['\\boxed{\\frac{3}{11}}', '27/99 = 3/11'])
    assert.equal(await earned(prompt, '\\frac{3}{11}', text), 1, text);
  for (const text of ['\\boxed{\\frac{27}{99}}', '\\boxed{\\frac{6}{22}}', '6/22'])
    assert.equal(await earned(prompt, '\\frac{3}{11}', text), 0, text);
  assert.equal(await earned('What is the probability?', '\\frac{3}{11}', '\\boxed{\\frac{6}{22}}'), 1);
});
