import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

async function judged(reference: string, answer: string, prompt = 'Solve it.'): Promise<number | null> {
  const messages = [{ role: 'user', content: prompt }];
  const query = toToolQuery({ messages, references: [reference] });
  const verdict = await scoreOne(mathEquivalence.prepare(query, {}), { text: `So $\\boxed{${answer}}$.` });
  return verdict.status === 'scored' ? verdict.value : null;
}

const letter = fc.constantFrom('k', 'n', 'm', 'l', 'j');
const factor = fc.integer({ min: 2, max: 9 });

test('the letter for any integer is the solver’s choice; what it multiplies is not', async () => {
  await fc.assert(
    fc.asyncProperty(letter, letter, factor, factor, fc.boolean(), async (a, b, first, second, said) => {
      const write = (name: string, by: number) =>
        `\\frac{\\pi}{${first}} + ${by}${name}\\pi${said ? `, ${name} \\in \\mathbb{Z}` : ''}`;
      assert.equal(await judged(write(a, second), write(b, second)), 1);
      assert.equal(await judged(write(a, second), write(b, second + 1)), 0);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('the letter of a constant is free, that of the prompt and that of a unit are not', async () => {
  assert.equal(await judged('y = C e^{2x}', 'y = A e^{2x}', "Solve y' = 2y for y(x)."), 1);
  assert.equal(await judged('\\frac{x^2}{2} + C', '\\frac{x^2}{2} + K', 'Integrate x.'), 1);
  assert.equal(await judged('\\frac{x^2}{2} + C', '\\frac{x^2}{2}', 'Integrate x.'), 0);
  assert.equal(await judged('2k\\pi + 1', '2n\\pi + 1', 'With n given, find the term in k.'), 0);
  assert.equal(await judged('5 m', '5 s', 'How far?'), 0);
  assert.equal(await judged('5 m', '5 n', 'How many?'), 0);
  assert.equal(await judged('\\frac{p}{q}', '\\frac{q}{p}', 'Find the ratio.'), 0);
});

test('the argument of a function and the variable of a set may have any name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('x', 't', 'u'),
      fc.constantFrom('x', 't', 's'),
      factor,
      async (a, b, by) => {
        assert.equal(await judged(`f(${a}) = ${by}${a} + 1`, `f(${b}) = ${by}${b} + 1`), 1);
        assert.equal(await judged(`f(${a}) = ${by}${a} + 1`, `f(${b}) = ${by + 1}${b} + 1`), 0);
        for (const bar of ['\\mid', '|', ':']) {
          assert.equal(await judged(`\\{${a} \\mid ${a} > ${by}\\}`, `\\{${b} ${bar} ${b} > ${by}\\}`), 1);
          assert.equal(await judged(`\\{${a} \\mid ${a} > ${by}\\}`, `\\{${b} ${bar} ${b} \\ge ${by}\\}`), 0);
          assert.equal(
            await judged(`(${by}, \\infty)`, `\\{${b} \\in \\mathbb{R} ${bar} ${b} > ${by}\\}`),
            1,
          );
        }
      },
    ),
    { numRuns: 30, seed: 1 },
  );
});

test('open intervals as they are written in France', async () => {
  const side = (open: boolean) => [open ? '(' : '[', open ? ']' : '['] as const;
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), factor, async (low, high, at) => {
      const ends = `${at}, ${at + 3}`;
      const plain = `${side(low)[0]}${ends}${high ? ')' : ']'}`;
      const french = `${side(low)[1]}${ends}${high ? '[' : ']'}`;
      assert.equal(await judged(plain, french), 1, `${plain} ${french}`);
      assert.equal(await judged(plain, `${side(!low)[1]}${ends}${high ? '[' : ']'}`), 0, plain);
      assert.equal(await judged(`${plain} \\cup (20, 30]`, `${french} \\cup ]20; 30]`), 1);
    }),
    { numRuns: 40, seed: 1 },
  );
});

test('a sum to n equals its closed form, and no other', async () => {
  assert.equal(await judged('\\sum_{k=1}^{n} k', '\\frac{n(n+1)}{2}'), 1);
  assert.equal(await judged('\\frac{n(n+1)(2n+1)}{6}', '\\sum_{i=1}^{n} i^2'), 1);
  assert.equal(await judged('\\sum_{k=1}^{n} k', '\\frac{n(n-1)}{2}'), 0);
  assert.equal(await judged('\\sum_{k=1}^{n} k', '\\sum_{j=1}^{n-1} j'), 0);
});

test('constants that floating point calls equal are told apart', async () => {
  assert.equal(await judged('e^{\\pi\\sqrt{163}}', '262537412640768744'), 0);
  assert.equal(await judged('\\sqrt{10^{40}+1}', '10^{20}'), 0);
  assert.equal(await judged('e^{1000}', 'e^{1001}'), 0);
  assert.equal(await judged('e^{-1000}', 'e^{-1001}'), 0);
  assert.equal(await judged('\\sqrt{2} + 10^{-30}', '\\sqrt{2}'), 0);
  assert.equal(await judged('\\cos^2 1 + \\sin^2 1', '1'), 1);
  assert.equal(await judged('0', '\\sqrt{8} - 2\\sqrt{2}'), 1);
  assert.equal(await judged('2\\sqrt{2}', '\\sqrt{8}'), 1);
  assert.equal(await judged('\\ln 8', '3 \\ln 2'), 1);
  assert.equal(await judged('\\sqrt[3]{16}', '2\\sqrt[3]{2}'), 1);
});

test('matrices as programs write them, integrals by what they come to', async () => {
  const matrix = '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}';
  assert.equal(await judged(matrix, '[[1, 2], [3, 4]]'), 1);
  assert.equal(await judged(matrix, '[[1, 3], [2, 4]]'), 0);
  assert.equal(await judged('\\frac{x^2}{2}+C', '\\int x\\,dx = \\frac{x^2}{2} + C'), 1);
  assert.equal(await judged('\\frac{x^2}{2}+C', '\\int x\\,dx = \\frac{x^3}{2} + C'), 0);
});
