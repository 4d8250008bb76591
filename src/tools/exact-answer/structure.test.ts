import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { exactAnswer } from './index.ts';

async function rewardOf(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(exactAnswer.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

const NAMES = [
  ['Ada', 'dog', 'Ben', 'fish', 'Cleo', 'cat'],
  ['Xu', 'red', 'Yan', 'blue', 'Zoe', 'green'],
  ['Mr Hill', 'doctor', 'Ms Low', 'baker', 'Dr Fen', 'pilot'],
] as const;

test('pairs are right in any order and dress, and wrong where one of them is another', async () => {
  for (const [a, x, b, y, c, z] of NAMES) {
    const prompt = `Who has what? Answer as '${a}: …'.`;
    const dresses: readonly ((one: string, two: string, three: string) => string)[] = [
      (one, two, three) => `${a}: ${one}, ${b}: ${two}, ${c}: ${three}`,
      (one, two, three) => `${c}: ${three}; ${b}: ${two}; ${a}: ${one}`,
      (one, two, three) => `So:\n- **${b}** – ${two}\n- **${a}** – ${one}\n- **${c}** – ${three}`,
      (one, two, three) => `${a} has the ${one}, ${c} the ${three} and ${b} the ${two}.`,
      (one, two, three) => `${a} = ${one}\n${b} = ${two}\n${c} = ${three}`,
      (one, two, three) => `<answer>${b}: ${two}, ${c}: ${three}, ${a}: ${one}</answer>`,
    ];
    for (const reference of [
      `${a}: ${x}, ${b}: ${y}, ${c}: ${z}`,
      `${a} = ${x}; ${b} = ${y}; ${c} = ${z}`,
      JSON.stringify({ [a]: x, [b]: y, [c]: z }),
    ])
      for (const dress of dresses) {
        assert.equal(await rewardOf(prompt, reference, dress(x, y, z)), 1, dress(x, y, z));
        assert.notEqual(await rewardOf(prompt, reference, dress(y, x, z)), 1, dress(y, x, z));
        const both = dress(`${x}/${y}/${z}`, `${x}/${y}/${z}`, `${x}/${y}/${z}`);
        assert.notEqual(await rewardOf(prompt, reference, both), 1, both);
      }
  }
});

test('a list whose order is asked for is right in that order alone', async () => {
  const prompt = 'Give the order from first to last, separated by commas.';
  const right = ['Eva', 'Ines', 'Finn', 'Gus'];
  const wrong = ['Ines', 'Eva', 'Finn', 'Gus'];
  const dresses: readonly ((names: readonly string[]) => string)[] = [
    (names) => names.join(', '),
    (names) => names.map((name, at) => `${at + 1}. ${name}`).join(' '),
    (names) => names.map((name, at) => `${at + 1}. ${name}`).join('\n'),
    (names) => names.join(' > '),
    (names) => `The order is ${names.join(' → ')}.`,
    (names) => `**${names.join(', then ')}**`,
  ];
  for (const dress of dresses) {
    assert.equal(await rewardOf(prompt, right.join(', '), dress(right)), 1, dress(right));
    assert.notEqual(await rewardOf(prompt, right.join(', '), dress(wrong)), 1, dress(wrong));
    const both = `${dress(right)}, ${dress(wrong)}`;
    assert.notEqual(await rewardOf(prompt, right.join(', '), both), 1, both);
    assert.notEqual(await rewardOf(prompt, right.join(', '), `Maybe ${dress(right)}`), 1);
  }
  for (const [claim, value] of [
    ['甲 > 丙 > 乙', 1],
    ['丙在中间，甲比乙快，所以顺序是：甲 > 丙 > 乙。', 1],
    ['丙在中间，甲比乙快，所以顺序是：丙 > 甲 > 乙。', 0],
    ['丙、甲、乙', 0],
    ['甲、丙、乙、丙、甲、乙', 0],
  ] as const)
    assert.equal(await rewardOf('请按从快到慢写出名次。', '甲、丙、乙', claim), value, claim);
});

test('single signs may stand apart or together', async () => {
  const prompt = 'What is the code?';
  for (const [reference, claim, value] of [
    ['123', '1-2-3', 1],
    ['123', '1 2 3', 1],
    ['4 1 2 3', '4123', 1],
    ['4 1 2 3', '4, 1, 2, 3', 1],
    ['123', '1-3-2', 0],
    ['123', '12-3-4', 0],
  ] as const)
    assert.equal(await rewardOf(prompt, reference, claim), value, `${reference} ${claim}`);
});

test('numbers one by one are right where all of them are, in their order, and nothing else is offered', async () => {
  const prompt = 'How old are Ann and Bob, in this order?';
  for (const [claim, value] of [
    ['Ann is 12 and Bob is 9.', 1],
    ['12, 9', 1],
    ['They are 21 together.\n\n**12 and 9**', 1],
    ['Ann is 9 and Bob is 12.', 0],
    ['12', 0],
    ['12, 9, 11 or 10', 0],
  ] as const)
    assert.equal(await rewardOf(prompt, '12, 9', claim), value, claim);
  assert.equal(
    await rewardOf('Who is what?', 'A = knight; B = knave', '**A** is a knight and **B** is a knave.'),
    1,
  );
  assert.notEqual(
    await rewardOf('Who is what?', 'A = knight; B = knave', 'A is a knave and B is a knight.'),
    1,
  );
});

test('an item that is put between two others is one too many', async () => {
  const prompt = 'Put these words into alphabetical order: oak, elm, fir, ash';
  const items = ['ash', 'elm', 'fir', 'oak'];
  const wanted = items.join(', ');
  for (const at of [1, 2, 3])
    for (const mark of [', ', ' → ']) {
      assert.equal(await rewardOf(prompt, wanted, items.toSpliced(at, 0, 'yew').join(mark)), 0);
      assert.equal(await rewardOf(prompt, wanted, items.join(mark)), 1);
    }
  assert.equal(await rewardOf(prompt, wanted, 'First ash, then elm, then fir, and last oak.'), 1);
});
