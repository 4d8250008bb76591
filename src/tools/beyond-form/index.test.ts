import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import type { Constraint } from '../../spec/query.ts';
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

test('numbers that are counted are no text', async () => {
  const numbers =
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(' ');
  const constraints = [
    { id: 'length_constraints:number_words', kwargs: { num_words: 12, relation: 'at least' } },
  ];
  const judge = (prompt: string, text: string) => judged(prompt, constraints, text);
  const glue = fc.constantFrom(' ', ', ', ' word ', '. ', ' and ');
  await fc.assert(
    fc.asyncProperty(
      glue,
      fc.integer({ min: 12, max: 15 }),
      fc.integer({ min: 1, max: 3 }),
      async (mark, most, times) => {
        const text = Array.from({ length: times }, () => numbers.slice(0, most))
          .flat()
          .join(mark);
        assert.equal(await judge('Write an essay about rivers.', text), 0, text);
      },
    ),
  );
  const counted =
    'Two friends met at six. They had three boats, four oars and one map, and they rowed for nine hours to the sea.';
  assert.equal(await judge('Write a story about friends.', counted), 1);
});

test('a mark, a number or a word alone is no sentence and no paragraph', async () => {
  const said = ['Snow is white.', 'It melts in spring!', 'Children love it.'];
  const judge = (id: string, prompt: string, text: string) => judged(prompt, [{ id, kwargs: {} }], text);
  const [sentences, paragraphs] = ['length_constraints:number_sentences', 'layout:paragraphs'];
  for (const end of ['.', '!', '...', '4.', '(4)', '?!', '☺.', '-.']) {
    const text = `${said.join(' ')} ${end}`;
    assert.equal(await judge(sentences, 'Write four sentences about snow.', text), 0, text);
  }
  for (const text of [said.join(' '), `${said[0]} It fell in 1999.`, `${said[0]} He said: "Wait..."`])
    assert.equal(await judge(sentences, 'Write sentences about snow.', text), 1, text);
  for (const end of [
    'End.',
    '**Snow**',
    'Fin!',
    'Paragraph two.',
    'This is the second paragraph about snow.',
  ])
    assert.equal(await judge(paragraphs, 'Write two paragraphs about snow.', `${said[0]}\n\n${end}`), 0);
  assert.equal(await judge(paragraphs, 'Write two paragraphs about snow.', `${said[0]}\n\n${said[1]}`), 1);
});

async function judged(prompt: string, constraints: Constraint[], text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], constraints });
  const verdict = await scoreOne(beyondForm.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}
