import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { prepareInTurn } from './answered-in-turn.ts';
import { shortAnswer } from './index.ts';

const NAMES = ['Alda Brenner', 'Caro Dahl', 'Emil Falk', 'Greta Holm', 'Ivo Jansen', 'Kari Lund'];
const WORKS = ['The Glass Harbour', 'Winter Orchard', 'The Salt Road', 'Copper Moon'];

async function judge(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = { prompt, messages: [], references: [reference], constraints: [] };
  const verdict = await scoreOne(shortAnswer.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('two things that are asked for in turn are not paid in each other’s place, however they are said', async () => {
  const two = (list: readonly string[]) => fc.shuffledSubarray([...list], { minLength: 2, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      two(NAMES),
      two(WORKS),
      fc.constantFrom(' and ', ', ', '; '),
      async (names, works, mark) => {
        const [one, other] = names as [string, string];
        const [first, second] = works as [string, string];
        const prompt = `Who wrote ${first} and who wrote ${second}?`;
        const reference = `${one}${mark}${other}`;
        const says = (left: string, right: string, at: string, beside: string) =>
          `${left} wrote ${at}, and ${right} wrote ${beside}.`;
        const wrong = [
          `${other}${mark}${one}`,
          says(other, one, first, second),
          says(one, other, second, first),
        ];
        for (const text of wrong) assert.equal(await judge(prompt, reference, text), 0, text);
        const right = [`${one}${mark}${other}`, says(one, other, first, second)];
        for (const text of right) assert.equal(await judge(prompt, reference, text), 1, text);
        assert.notEqual(await judge(prompt, reference, says(other, one, second, first)), 0);
      },
    ),
    { numRuns: 40 },
  );
});

test('which is which: elided nouns, whom it was against, who did it to whom', () => {
  const read = (prompt: string, reference: string, text: string) =>
    prepareInTurn(prompt, [reference])?.(text) ?? null;
  const rivers = ['Which river flows through Orla, and which through Tarn?', 'the Vesk and the Ilm'] as const;
  assert.equal(read(...rivers, 'the Ilm and the Vesk'), 'exchanged');
  assert.equal(read(...rivers, 'The Ilm flows through Orla, the Vesk through Tarn.'), 'exchanged');
  assert.equal(read(...rivers, 'Through Tarn flows the Ilm, through Orla the Vesk.'), null);
  assert.equal(read(...rivers, 'The Vesk and the Ilm.'), null);
  const cup = ['Which country won the cup, and against whom in the final?', 'Norway, against Chile'] as const;
  assert.equal(read(...cup, 'Chile, against Norway'), 'exchanged');
  assert.equal(read(...cup, 'Chile lost to Norway.'), 'unclear');
  const game = ['Which team beat which in the final?', 'Arden Rovers beat Brook United'] as const;
  assert.equal(read(...game, 'Brook United beat Arden Rovers'), 'exchanged');
  assert.equal(read(...game, 'Brook United lost to Arden Rovers'), null);
});

test('things of two sorts, one thing and lists may stand in any order', () => {
  assert.equal(prepareInTurn('Who painted it and when?', ['Ivo Jansen, 1937']), null);
  assert.equal(
    prepareInTurn('What is the capital of Orla and what is its currency?', ['Tarn, the dalo']),
    null,
  );
  assert.equal(prepareInTurn('Who wrote The Salt Road?', ['Jansen, Ivo']), null);
  assert.equal(prepareInTurn('Which two rivers meet in Tarn?', ['the Vesk and the Ilm']), null);
});
