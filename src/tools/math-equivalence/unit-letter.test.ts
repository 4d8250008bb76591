import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

async function earned(prompt: string, reference: string, text: string): Promise<number | null> {
  const verdict = await scoreOne(
    mathEquivalence.prepare(
      toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] }),
      {},
    ),
    { text },
  );
  return verdict.status === 'scored' ? verdict.value : null;
}

const NAMES = { m: 'meters', g: 'grams', s: 'seconds', h: 'hours', l: 'liters' } as const;

test('one letter behind a number and a space is a unit, by letter, by name, or left out', async () => {
  for (const [letter, name] of Object.entries(NAMES))
    for (const number of ['5', '12.5', '5000']) {
      const [prompt, reference] = ['How much is it?', `${number} ${letter}`];
      for (const right of [
        `${number} ${name}`,
        `${number} ${letter}`,
        number,
        `The answer is ${number} ${name}.`,
        `\\boxed{${number}\\text{ ${letter}}}`,
      ])
        assert.equal(await earned(prompt, reference, right), 1, `${reference} | ${right}`);
      const other = letter === 'g' ? 'meters' : 'grams';
      const letters = Object.keys(NAMES).filter((one) => one !== letter);
      for (const one of [...letters, 'n', 'k'])
        assert.notEqual(await earned(prompt, reference, `${number} ${one}`), 1, one);
      for (const wrong of [
        `${number}1 ${name}`,
        `${number} ${other}`,
        `${number} x`,
        `${number} ${letter}^2`,
      ])
        assert.notEqual(await earned(prompt, reference, wrong), 1, `${reference} | ${wrong}`);
    }
  assert.equal(await earned('What is the area?', '50 m^2', '50 square meters'), 1);
  assert.notEqual(await earned('What is the area?', '50 m^2', '50 meters'), 1);
});

test('a letter that the question reckons with stays a symbol', async () => {
  for (const prompt of [
    'Simplify 2m + 3m.',
    'Simplify $m + 4m$.',
    'What is 10m^2/(2m)?',
    'Solve for m: x = 5 m.',
  ])
    assert.notEqual(await earned(prompt, '5 m', '5'), 1, prompt);
});
