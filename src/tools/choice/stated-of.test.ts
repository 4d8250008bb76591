import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { choice } from './index.ts';

const PROMPT = 'Which animal is a mammal?\nA. dolphin\nB. shark\nC. tuna\nD. octopus';

async function earned(text: string, reference = 'A', prompt = PROMPT): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(choice.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('of options that are told apart, the one that has what is asked is chosen', async () => {
  for (const [one, others] of [
    ['the dolphin', 'the shark and the tuna'],
    ['the shark', 'the dolphin and the tuna'],
  ] as const) {
    const right = one === 'the dolphin' ? 1 : 0;
    for (const text of [
      `${one} is a mammal; ${others} are fish.`,
      `${one} is a mammal, while ${others} are fish.`,
      `${others} are fish, but ${one} is a mammal.`,
      `${others} are fish. ${one} is a mammal.`,
      `${others.replaceAll(/the (\w+)/g, '$1s')} are fish. ${one.replace('the ', '')}s are mammals.`,
    ])
      assert.equal(await earned(text[0]!.toUpperCase() + text.slice(1)), right, text);
  }
});

test('options that are offered beside it stand', async () => {
  for (const text of [
    'The dolphin is a mammal; the shark is also a mammal.',
    'The dolphin is a mammal; the shark is right too.',
    'The shark is a mammal, the dolphin too.',
    'The dolphin is not a mammal; the shark is a fish.',
    'The dolphin and the shark are mammals; the tuna is a fish.',
    'The letter is A, the animal is the shark.',
    'Is the dolphin a mammal? The shark is a fish.',
  ])
    assert.equal(await earned(text), 0, text);
});

test('what leaves one option rules the others out', async () => {
  assert.equal(await earned('B and C are fish and D is a mollusc, which leaves A.'), 1);
  assert.equal(await earned('A and C are fish and D is a mollusc, which leaves B.'), 0);
});

test('the end of a scale is no second answer', async () => {
  const prompt = 'How many stars, from 1 to 5, does the review give? Options:\n- 1\n- 2\n- 3\n- 4\n- 5';
  for (const [text, value] of [
    ['1 of 5', 1],
    ['1/5', 1],
    ['Rate 1 out of 5', 1],
    ['1 star out of 5', 1],
    ['5 of 5', 0],
    ['1 and 5', 0],
    ['5/1', 0],
    ['2 of 5', 0],
  ] as const)
    assert.equal(await earned(text, '1', prompt), value, text);
});

test('a question for what is NOT so wants the option of which it is denied', async () => {
  const asked = 'Which of these is NOT a renewable source of energy?\nA. wind\nB. coal\nC. sun\nD. tides';
  for (const [text, value] of [
    ['B', 1],
    ['Coal is not renewable.', 1],
    ['Wind, sun and tides are renewable; coal is not.', 1],
    ['The answer is coal (B).', 1],
    ['Coal is renewable.', 0],
    ['Wind is not renewable; coal is.', 0],
    ['Wind is not renewable.', 0],
  ] as const)
    assert.equal(await earned(text, 'B', asked), value, text);
});

test('what is asked for may stand in the plural', async () => {
  for (const [noun, plural] of [
    ['vehicle', 'vehicles'],
    ['horse', 'horses'],
    ['box', 'boxes'],
    ['city', 'cities'],
  ] as const) {
    const prompt = `Which thing is a ${noun}?\nA. car\nB. shark\nC. tuna`;
    assert.equal(await earned(`Sharks and tunas are fish; cars are ${plural}.`, 'A', prompt), 1, noun);
    assert.equal(await earned(`Sharks are ${plural}; cars and tunas are not.`, 'A', prompt), 0, noun);
  }
});
