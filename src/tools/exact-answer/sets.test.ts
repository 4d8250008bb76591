import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { exactAnswer } from './index.ts';

async function earned(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(exactAnswer.prepare(query, { case: false }), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

const FORMS: readonly ((items: readonly string[]) => string)[] = [
  (items) => `{${items.join(', ')}}`,
  (items) => `\\{${items.join(',')}\\}`,
  (items) => `\\boxed{\\{${items.join(', ')}\\}}`,
  (items) => `The set is {${items.join(', ')}}.`,
  (items) => items.join(', '),
  (items) => `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`,
];

test('a set is right in any order, and wrong with an item less, more or other', async () => {
  for (const items of [
    ['2', '3', '5'],
    ['ann', 'bob', 'cy'],
    ['(A,B)', '(C,D)'],
    ['{1,2}', '{3}'],
  ]) {
    const reference = `{${items.join(', ')}}`;
    for (const form of FORMS) {
      const turned = form(items.toReversed());
      assert.equal(await earned('Give the set.', reference, turned), 1, turned);
      for (const wrong of [form([...items.slice(1), 'zz']), form([...items, '9'])])
        assert.notEqual(await earned('Give the set.', reference, wrong), 1, wrong);
    }
  }
  for (const wrong of ['{(A,C),(B,D)}', '{(B,A),(C,D)}', '{A,B,C,D}'])
    assert.equal(await earned('Give the pairs.', '{(A,B),(C,D)}', wrong), 0, wrong);
});

test('what a sentence alone shows as code is its answer, unless the question shows it', async () => {
  for (const [text, value] of [
    ['To close it we need `} ] )`.', 1],
    ['It must be closed by `} ] )`, not by `} ) ]`.', 1],
    ['To close it we need `} ) ]`.', 0],
    ['It must be closed by `} ) ]`, not by `} ] )`.', 0],
    ['The brackets `( [ {` are open.', 0],
  ] as const)
    assert.equal(await earned('Close these brackets: ( [ {', '} ] )', text), value, text);
});

test('a comma in the sentence that leads to the answer makes no list of candidates', async () => {
  assert.equal(await earned('Close: ( [ {', '} ] )', 'The closing brackets, innermost first, are: } ] )'), 1);
  assert.notEqual(await earned('Close: ( [ {', '} ] )', 'The closing brackets, last first, are: } ) ]'), 1);
});
