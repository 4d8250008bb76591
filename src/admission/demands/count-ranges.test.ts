import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { countRangeDemands } from './count-ranges.ts';
import { countDemands } from './counts.ts';
import { keptSignDemands } from './kept-signs.ts';
import { commonForm, readShape } from './shape.ts';

const shape = (text: string) => readShape(text, commonForm([text]));
const rights = (rows: readonly (readonly [string, string])[]) =>
  rows.map(([prompt, text]) => ({ prompt, shape: shape(text), references: [] }));

test('property: words of each line, between two numbers in digits or words', () => {
  const asked = fc.constantFrom(
    'Each line must have between 3 and 5 words.',
    'Write three lines, 3 to 5 words in each line.',
    'Three lines of three to five words each.',
  );
  fc.assert(
    fc.property(asked, fc.integer({ min: 1, max: 9 }), (prompt, count) => {
      const [demand] = countRangeDemands({
        rights: rights([[prompt, 'one two three\nfour five six seven\none two three four five']]),
        wrongs: [],
      });
      const line = Array.from({ length: count }, () => 'word').join(' ');
      const made = shape(`one two three\n${line}\nfour five six`);
      assert.equal(demand?.holds(prompt, made, made), count >= 3 && count <= 5, prompt);
    }),
  );
});

test('a range of the whole, and none that right responses do not keep', () => {
  const prompt = 'Answer in 2-4 words.';
  const of = (text: string) => countRangeDemands({ rights: rights([[prompt, text]]), wrongs: [] });
  const [demand] = of('three short words');
  assert.equal(demand?.holds(prompt, shape('one'), shape('x')), false);
  assert.equal(demand?.holds(prompt, shape('one two'), shape('x')), true);
  assert.deepEqual(of('one two three four five'), []);
});

test('punctuation is demanded where nothing else may change, and nowhere else', () => {
  const texts = ['Ann came, then left.', 'No: it rained; Bo slept.', 'Why, said Cy?'];
  const of = (words: string) =>
    keptSignDemands({
      rights: rights(
        texts.map((text) => [
          `Replace the name by X. ${words}\n\nText: ${text}`,
          text.replace(/Ann|Bo|Cy/, 'X'),
        ]),
      ),
      wrongs: [],
    });
  const [demand] = of('Change nothing else.');
  assert.equal(demand?.holds('', shape('X came then left'), shape('X came, then left.')), false);
  assert.equal(demand?.holds('', shape('X came, then left.\n'), shape('X came, then left.')), true);
  assert.deepEqual(of('Be quick.'), []);
});

test('what is said of lines is not demanded of sentences, where each line is one', () => {
  const rows = [4, 6, 8, 3].map((count): [string, string] => [
    `Write exactly ${count} lines.`,
    Array.from({ length: count }, (_, at) => `Ann: line ${at} is here.`).join('\n'),
  ]);
  const names = countDemands({ rights: rights(rows), wrongs: [] }).map(({ name }) => name);
  assert.ok(
    names.some((name) => name.startsWith('lines:')),
    names.join(),
  );
  assert.ok(!names.some((name) => name.startsWith('sentences:')), names.join());
});
