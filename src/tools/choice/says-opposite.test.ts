import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { choice } from './index.ts';

const THINGS = ['square', 'whale', 'tomato', 'violin', 'comet', 'lizard', 'fern', 'ladder'];
const SORTS = ['rhombus', 'mammal', 'fruit', 'reptile', 'plant', 'tool'];
const HOW = ['bigger', 'older', 'heavier', 'faster'];

async function judge(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = { prompt, messages: [], references: [reference], constraints: [] };
  const verdict = await scoreOne(choice.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('a yes or no that the same sentence contradicts is not paid; a statement that says the question again is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...THINGS),
      fc.constantFrom(...SORTS),
      fc.constantFrom('Is a', 'Can a', 'Is every'),
      async (thing, sort, asks) => {
        const prompt = asks === 'Can a' ? `Can a ${thing} be a ${sort}?` : `${asks} ${thing} a ${sort}?`;
        const [yes, no] = [`a ${thing} is a ${sort}.`, `a ${thing} is not a ${sort}.`];
        const against = [
          `Yes, ${no}`,
          `Yes, a ${thing} is never a ${sort}.`,
          `Yes, but ${no}`,
          `Yes. A ${no.slice(2)}`,
        ];
        for (const text of against) assert.notEqual(await judge(prompt, 'yes', text), 1, text);
        for (const text of [`No, ${yes}`, `No. A ${yes.slice(2)}`])
          assert.notEqual(await judge(prompt, 'no', text), 1, text);
        for (const text of [`Yes, ${yes}`, `Yes, a ${thing} is always a ${sort}.`, `A ${yes.slice(2)}`])
          assert.equal(await judge(prompt, 'yes', text), 1, text);
        for (const text of [`No, ${no}`, `A ${no.slice(2)}`, `A ${thing} is never a ${sort}: look it up.`])
          assert.equal(await judge(prompt, 'no', text), 1, text);
        const others = `Yes, although some people think ${no}`;
        assert.equal(await judge(prompt, 'yes', others), 1, others);
      },
    ),
    { numRuns: 60 },
  );
});

test('a comparison the other way round says no', async () => {
  for (const how of HOW) {
    const prompt = `Is the comet ${how} than the ladder?`;
    for (const text of [
      `The ladder is ${how} than the comet.`,
      `Yes, the ladder is ${how} than the comet.`,
    ]) {
      assert.notEqual(await judge(prompt, 'yes', text), 1, text);
    }
    assert.equal(await judge(prompt, 'yes', `The comet is ${how} than the ladder.`), 1);
    assert.equal(await judge(prompt, 'no', `The ladder is ${how} than the comet.`), 1);
  }
});

test('a question behind a passage may lack its mark', async () => {
  const prompt = 'Passage: The pool opens in May.\n\nQuestion: is the pool open in winter';
  assert.equal(await judge(prompt, 'no', 'The pool is not open in winter.'), 1);
  assert.equal(await judge(prompt, 'no', 'The pool is open in winter.'), 0);
  assert.equal(await judge(prompt, 'no', 'No, the pool is open in winter.'), 0);
});

test('where it is asked which is not so, an option that is like the others is not chosen', async () => {
  const prompt = 'Which of these is not a mammal?\nA. whale\nB. bat\nC. shark\nD. cow';
  for (const text of [
    'A, B and D are mammals, and so is C.',
    'A, B and D are mammals, C is too.',
    'A, B and D are mammals; C is one as well.',
  ])
    assert.equal(await judge(prompt, 'C', text), 0, text);
  for (const text of [
    'A, B and D are mammals; C is not.',
    'C is not a mammal.',
    'The shark is not a mammal, the others are.',
  ])
    assert.equal(await judge(prompt, 'C', text), 1, text);
});
