import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { beyondForm } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`beyond-form: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(beyondForm, entry, await runFixture(beyondForm, entry)), null);
  });
}

const word = fc.constantFrom('boat', 'river', 'storm', 'lamp', 'x', 'zz', '7');

test('one or two words earn nothing, however often and between whatever marks they stand', async () => {
  const mark = fc.constantFrom(' ', '\n', '. ', ', ', '\n- ', '***', ' * ', '!');
  await fc.assert(
    fc.asyncProperty(
      word,
      word,
      mark,
      fc.integer({ min: 6, max: 80 }),
      async (first, second, between, times) => {
        const text = Array.from({ length: times }, (_, index) => (index % 2 ? first : second)).join(between);
        const constraints = [
          { id: 'length_constraints:number_words', kwargs: { num_words: 5, relation: 'at least' } },
        ];
        const verdict = await scoreOne(beyondForm.prepare(toToolQuery({ constraints }), {}), { text });
        assert.equal(verdict.status === 'scored' && verdict.value, 0, text);
        assert.deepEqual(verdict.flags, ['nothing-beyond-form']);
      },
    ),
  );
});

test('parts that are all the same, or words alone, earn nothing whatever their layout', async () => {
  const shape = fc.constantFrom(
    ['layout:paragraphs', (part: string) => `${part}\n\n`],
    ['layout:lines', (part: string) => `${part}\n`],
    ['layout:list_items', (part: string) => `- ${part}\n`],
    ['layout:numbered_items', (part: string, at: number) => `${at + 1}. ${part}\n`],
  ) as fc.Arbitrary<[string, (part: string, at: number) => string]>;
  const sentence = fc.constantFrom('The boat is old', 'A lamp shines on the river', 'Storms come in autumn');
  await fc.assert(
    fc.asyncProperty(shape, sentence, fc.integer({ min: 2, max: 8 }), async ([id, put], text, times) => {
      const constraints = [{ id, kwargs: { least: times, most: times } }];
      const response = Array.from({ length: times }, (_, at) => put(text, at)).join('');
      const verdict = await scoreOne(beyondForm.prepare(toToolQuery({ constraints }), {}), {
        text: response,
      });
      assert.equal(verdict.status === 'scored' && verdict.value, 0, response);
    }),
  );
});
