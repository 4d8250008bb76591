import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

async function judged(reference: string, response: string): Promise<number | null> {
  const verdict = await scoreOne(mathEquivalence.prepare(toToolQuery({ references: [reference] }), {}), {
    text: response,
  });
  return verdict.status === 'scored' ? verdict.value : null;
}

const boxed = (text: string) => `So we get $\\boxed{${text}}$.`;
const number = fc.integer({ min: 2, max: 999 }).map(String);
const symbol = fc.constantFrom('x', 'y', 'n', '\\alpha', 'a_1');

/** Values: an expression without structure around it. */
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    number,
    symbol,
    fc.constantFrom('\\pi', 'e', '2.5', '1\\frac{1}{2}'),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `\\frac{${a}}{${b}}`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a} - ${b})`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `{${a}} \\cdot {${b}}`),
    tie('value').map((a) => `\\sqrt{${a}}`),
    tie('value').map((a) => `\\sin(${a})`),
    tie('value').map((a) => `(${a})^{2}`),
  ),
}));

const answer = fc.oneof(
  value,
  fc.tuple(value, value).map(([a, b]) => `(${a}, ${b}, 7)`),
  fc.tuple(number, number).map(([a, b]) => `\\{${a}, ${b}\\}`),
  fc.tuple(number, number).map(([a, b]) => `[${a}, ${Number(a) + Number(b)})`),
  fc.tuple(value, value).map(([a, b]) => `\\begin{pmatrix} ${a} & 1 \\\\ 2 & ${b} \\end{pmatrix}`),
  fc.tuple(value, number).map(([a, b]) => `z = ${a} + ${b}`),
  fc.tuple(number, symbol).map(([a, x]) => `${x} \\le ${a}`),
);

test('every answer equals itself', async () => {
  await fc.assert(
    fc.asyncProperty(answer, async (text) => assert.equal(await judged(text, boxed(text)), 1)),
    { numRuns: 200, seed: 1 },
  );
});

test('white space, sizing commands and delimiters do not matter', async () => {
  await fc.assert(
    fc.asyncProperty(answer, async (text) => {
      const spaced = text
        .replace(/([+\-=,])/g, ' $1\\, ')
        .replace(/\(/g, '\\left( ')
        .replace(/\)/g, '\\right)');
      const sized = spaced.includes('[') ? text.replaceAll(',', ' ,\\; ') : spaced;
      for (const form of [boxed(sized), `The answer is $${sized}$.`, `\\[ ${sized} \\]`, `$$${text}$$`])
        assert.equal(await judged(text, form), 1, form);
      assert.equal(await judged(`$${text}$`, boxed(text)), 1);
    }),
    { numRuns: 150, seed: 2 },
  );
});

test('for values, which side is the reference does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(value, value, async (left, right) =>
      assert.equal(await judged(left, boxed(right)), await judged(right, boxed(left))),
    ),
    { numRuns: 200, seed: 3 },
  );
});

test('a sum with one more is never equal', async () => {
  await fc.assert(
    fc.asyncProperty(value, fc.integer({ min: 1, max: 50 }), async (text, more) => {
      assert.notEqual(await judged(text, boxed(`${text} + ${more}`)), 1);
      assert.notEqual(await judged(`${text} + ${more}`, boxed(text)), 1);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('a changed digit is never equal, however long the number', async () => {
  const digits = fc.stringMatching(/^[1-9][0-9]{0,60}$/);
  await fc.assert(
    fc.asyncProperty(
      digits,
      fc.nat(60),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(5),
      async (text, at, by, form) => {
        const place = at % text.length;
        const changed = text.slice(0, place) + ((Number(text[place]) + by) % 10) + text.slice(place + 1);
        const shape = (inner: string) =>
          [inner, `\\frac{${inner}}{7}`, `x + ${inner}`, `(1, ${inner})`, `x = ${inner}`, `0.${inner}`][
            form
          ]!;
        assert.notEqual(await judged(shape(text), boxed(shape(changed))), 1);
      },
    ),
    { numRuns: 300, seed: 5 },
  );
});

test('any text at all is answered without a throw', async () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '\\',
          '{',
          '}',
          '(',
          ')',
          '[',
          ']',
          '|',
          '$',
          '^',
          '_',
          '\\frac',
          '\\sqrt',
          '\\left',
          '\\begin',
          '\\end',
          '{pmatrix}',
          '&',
          '\\\\',
          ',',
          ';',
          '=',
          '<',
          '\\pm',
          '\\cup',
          '\\sum',
          '\\log',
          '!',
          '%',
          '1',
          '2.5',
          'x',
          'e',
          ' ',
          '\\text{',
          '\\boxed{',
          "'",
          ':',
          '\\mid',
        ),
        { maxLength: 40 },
      )
      .map((pieces) => pieces.join('')),
  );
  await fc.assert(
    fc.asyncProperty(noise, noise, async (reference, response) => {
      await judged(reference, response);
      await judged('x^2', boxed(response));
    }),
    { numRuns: 1_500, seed: 6 },
  );
});
