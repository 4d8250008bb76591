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

const SENTENCES: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `The result is ${value}.`,
  (value) => `After some work we find that it is ${value}`,
  (value) => `First step: look.\n\nSo it equals ${value}.`,
  (value) => `**${value}**`,
];

/** Values in plain letters, as a reference has them; the first is right, the second is another. */
const PLAIN: readonly (readonly [reference: string, right: string, wrong: string])[] = [
  ['\\cos x', 'cos(x)', 'sin(x)'],
  ['\\cos x', 'cos x', '-cos x'],
  ['\\ln 2', 'ln 2', 'ln 3'],
  ['2\\sqrt{3}', '2√3', '3√2'],
  ['2\\sqrt{3}', '2 sqrt(3)', 'sqrt(3)'],
  ['3\\pi', '3π', '3'],
  ['(x-2)(x-3)', '(x-3)(x-2)', '(x+2)(x+3)'],
  ['\\frac{1}{36}', '1 in 36', '1 in 6'],
  ['\\frac{1}{36}', 'one in thirty-six', 'one in sixty-three'],
  ['\\frac{1}{36}', '1/36 ≈ 0.0278', '1/36 ≈ 0.5'],
  ['(3,7)', '(3, 7)', '(7, 3)'],
  ['[2,\\infty)', '[2, ∞)', '(2, ∞)'],
  ['[2,\\infty)', 'x ≥ 2', 'x > 2'],
  ['\\{2,3\\}', '{3, 2}', '{3, 4}'],
];

test('a value in plain letters is read out of a sentence, whole', async () => {
  for (const [reference, right, wrong] of PLAIN)
    for (const sentence of SENTENCES) {
      assert.equal(await earned('What is it?', reference, sentence(right)), 1, sentence(right));
      assert.equal(await earned('What is it?', reference, sentence(wrong)), 0, sentence(wrong));
    }
});

test('what an expression of the question, a derivative or an integral is turned into is the answer', async () => {
  const rows: readonly (readonly [string, string, string, number])[] = [
    ['Factor x^2-1.', '(x-1)(x+1)', 'x^2-1 = (x-1)(x+1)', 1],
    ['Factor x^2-1.', '(x-1)(x+1)', 'x^2-1 = (x-1)(x-1)', 0],
    ['Factor x^2-1.', '(x-1)(x+1)', '(x-1)(x+1) = x^2-1', 0],
    ['Solve x^2-1 = 0.', '0', 'x^2-1 = 0', 0],
    ['Simplify $\\frac{6x^2}{3x}$.', '2x', '6x²/(3x) = 2x', 1],
    ['Simplify $\\frac{6x^2}{3x}$.', '2x', '6x²/(3x) = 3x', 0],
    ['Differentiate x^3.', '3x^2', 'dy/dx = 3x^2', 1],
    ['Differentiate x^3.', '3x^2', '\\frac{d}{dx} x^3 = 3x^2', 1],
    ['Differentiate x^3.', '3x^2', 'dy/dx = 3x', 0],
    ['Integrate.', '1', '\\[ \\int_0^1 3x^2\\,dx = \\left[x^3\\right]_0^1 = 1 - 0 = 1 \\]', 1],
    ['Integrate.', '1', '\\[ \\int_0^1 3x^2\\,dx = \\left[x^3\\right]_0^1 = 1 - 0 = 2 \\]', 0],
  ];
  for (const [prompt, reference, text, value] of rows)
    assert.equal(await earned(prompt, reference, text), value, text);
});

test('a vector may be written as a column, a row, a tuple or with unit vectors, in its order', async () => {
  const forms: readonly ((left: number, right: number) => string)[] = [
    (left, right) => `\\begin{bmatrix}${left}\\\\${right}\\end{bmatrix}`,
    (left, right) => `\\boxed{\\begin{pmatrix} ${left} \\\\ ${right} \\end{pmatrix}}`,
    (left, right) => `(${left}, ${right})`,
    (left, right) => `\\langle ${left}, ${right}\\rangle`,
    (left, right) => `[${left}, ${right}]^T`,
    (left, right) => `${left}\\mathbf{i} + ${right}\\mathbf{j}`,
    (left, right) => `The vector is ${left}i + ${right}j.`,
  ];
  for (const reference of ['\\begin{pmatrix}3\\\\7\\end{pmatrix}', '\\langle 3, 7\\rangle'])
    for (const form of forms) {
      assert.equal(await earned('Find the vector.', reference, form(3, 7)), 1, form(3, 7));
      assert.equal(await earned('Find the vector.', reference, form(7, 3)), 0, form(7, 3));
    }
});

test('a quotient that nobody worked out is no number', async () => {
  for (const [text, value] of [
    ['0.375', 1],
    ['3/8', 1],
    ['0.375/1', 0],
    ['0.75/2', 0],
  ] as const)
    assert.equal(await earned('How long is each piece?', '0.375', text), value, text);
});
