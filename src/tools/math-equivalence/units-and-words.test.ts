import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

async function judged(reference: string, response: string): Promise<number | null> {
  const query = toToolQuery({ references: [reference] });
  const verdict = await scoreOne(mathEquivalence.prepare(query, {}), { text: response });
  return verdict.status === 'scored' ? verdict.value : null;
}
const boxed = (answer: string) => `So $\\boxed{${answer}}$.`;
const unit = (name: string, value: number) => `${value}\\text{ ${name}}`;

test('an answer in another unit of the same sort is converted; one that measures something else is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 900 }), async (value) => {
      assert.equal(await judged(unit('m', value), boxed(unit('cm', value * 100))), 1);
      assert.equal(await judged(unit('m', value), boxed(unit('cm', value))), 0);
      assert.equal(await judged(unit('hours', value), boxed(unit('minutes', value * 60))), 1);
      assert.equal(await judged(unit('hours', value), boxed(unit('minutes', value))), 0);
      assert.equal(await judged(`${unit('cm', value)}^2`, boxed(`${unit('cm', value)}^2`)), 1);
      assert.equal(await judged(`${unit('cm', value)}^2`, boxed(unit('square cm', value))), 1);
      assert.equal(await judged(`${unit('cm', value)}^2`, boxed(unit('cm', value))), 0);
      assert.equal(await judged(`${unit('cm', value)}^2`, boxed(`${unit('cm', value)}^3`)), 0);
      assert.equal(await judged(`${unit('cm', value)}^2`, boxed(String(value))), 1);
    }),
    { numRuns: 20, seed: 1 },
  );
});

test('the halves of a day are told apart', async () => {
  assert.equal(await judged('3:45\\text{ PM}', boxed('3:45\\text{ pm}')), 1);
  assert.equal(await judged('3:45\\text{ PM}', boxed('3:45\\text{ AM}')), 0);
});

test('the ways to say that there is no solution are one answer', async () => {
  const ways = [
    '\\emptyset',
    '\\varnothing',
    '\\text{no solution}',
    '\\text{No real solutions}',
    '\\text{none}',
  ];
  for (const reference of ways)
    for (const way of ways) assert.equal(await judged(reference, boxed(way)), 1, `${reference} ${way}`);
  for (const reference of ways)
    for (const other of ['0', '\\{0\\}', '\\text{one solution}', '\\text{no}', '\\mathbb{R}'])
      assert.notEqual(await judged(reference, boxed(other)), 1, `${reference} ${other}`);
});

test('a pair is no empty interval', async () => {
  assert.equal(await judged('(1,2),(2,1)', boxed('(1,2)')), 0);
  assert.equal(await judged('(1,2),(2,1)', boxed('(2,1),(1,2)')), 1);
});

test('an article behind a number is no factor', async () => {
  assert.equal(await judged('350', 'He saves $50 * 7 = $350 a week.'), 1);
  assert.equal(await judged('350', 'He saves $50 * 7 = $360 a week.'), 0);
  assert.equal(await judged('2a', 'The answer is 2a.'), 1);
});
