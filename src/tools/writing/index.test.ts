import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HOSTILE_INPUTS } from '../../attacks/hostile-inputs.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { Random } from '../../spec/random.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { writing } from './index.ts';

const fixtures = readFixtures(import.meta.dirname);

test('every fixture earns what it says', async () => {
  for (const entry of fixtures)
    assert.equal(fixtureMismatch(writing, entry, await runFixture(writing, entry)), null, entry.name);
});

const originals = fixtures.filter((entry) => entry.class === 'full');
const reward = async (query: (typeof originals)[number]['query'], text: string) => {
  const verdict = await scoreOne(writing.prepare(toToolQuery(query), {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
};
const original = fc.constantFrom(...originals);

test('the words of the original in any other order earn nothing', async () => {
  await fc.assert(
    fc.asyncProperty(original, fc.integer(), async ({ query, response }, seed) => {
      const isHan = /\p{sc=Han}/u.test(response);
      const words = isHan ? [...response] : response.split(/\s+/);
      const text = new Random(seed).shuffled(words).join(isHan ? '' : ' ');
      if (text !== response) assert.equal(await reward(query, text), 0, text.slice(0, 200));
    }),
    { numRuns: 24 },
  );
});

test('an edit of the original never earns as much as the original: cut, doubled, moved or mixed sentences', async () => {
  await fc.assert(
    fc.asyncProperty(
      original,
      original,
      fc.constantFrom('cut', 'doubled', 'moved', 'mixed'),
      fc.nat(),
      async ({ query, response }, other, how, at) => {
        const parts = response.split(/(?<=[.!?。！？”"])\s*/);
        const strangers = other.response.split(/(?<=[.!?。！？”"])\s*/);
        const place = at % parts.length;
        const stranger = strangers[at % strangers.length]!;
        const edits = {
          cut: parts.toSpliced(place, 1),
          doubled: parts.toSpliced(place, 0, parts[place]!),
          moved: [...parts.toSpliced(place, 1), parts[place]!],
          mixed: parts.toSpliced(place, 0, stranger),
        };
        const text = edits[how as keyof typeof edits].join(' ');
        const letters = (of: string) => of.replace(/[^\p{L}\p{N}]+/gu, '');
        if (letters(text) === letters(response)) return;
        const value = await reward(query, text);
        assert.ok(value !== null && value < 1, `${how}: ${value}`);
      },
    ),
    { numRuns: 60 },
  );
});

test('hostile input is judged, in range and without the top', async () => {
  const { query } = originals[0]!;
  for (const { name, text } of HOSTILE_INPUTS) {
    const value = await reward(query, text);
    assert.ok(value !== null && value >= 0 && value < 0.5, `${name}: ${value}`);
  }
});

test('a prompt that no writer is asked is unscored; without an original a pinned query is rated by itself', async () => {
  const { query, response } = originals[0]!;
  assert.equal(await reward({ messages: [{ role: 'user', content: 'What is 2 + 2?' }] }, '4'), null);
  const alone = await reward({ messages: query.messages ?? [] }, response);
  assert.ok(alone !== null && alone > 0 && alone < 1);
  // A brief of a few words does not tell that a text is off its topic.
  const content = 'Write a story about a girl who goes fishing alone.';
  const text =
    'The harbour lay quiet as Marta came down the stone steps. The boat was tied to the second post, the nets still wet from ' +
    'the night. By noon two baskets were full of mackerel, and her father sat on the wall and smiled without a word.';
  assert.ok((await reward({ messages: [{ role: 'user', content }] }, text))! > 0);
});

/** A story with a gap, the text of the gap, and fills that say it in other words, the context again, and something else. */
const GAPS = [
  {
    around: [
      'The old bakery on Mill Street had been closed for years. Nobody remembered who owned it.',
      'On Saturday a queue reached round the corner, and the smell of cinnamon filled the whole street.',
    ],
    gone:
      'Then one Monday a young woman named Ines arrived with a key, a broom and two sacks of flour. She scrubbed the ovens for ' +
      'four days and painted the door green.',
    same: [
      'One Monday a young woman called Ines turned up with a key, two sacks of flour and a broom. For four days she scrubbed the ovens, and she painted the door green.',
      'Then, on a Monday, Ines came with a broom, a key and flour. She cleaned the ovens for four days and gave the door a coat of green paint.',
    ],
    context:
      'The street on Mill Street had a bakery, and nobody remembered the corner. On Saturday the old bakery on the street was closed for years.',
  },
  {
    around: [
      'Lab teams often forget to calibrate the scale. The readings then drift by a gram a week.',
      'After that change, the errors in the report fell to almost nothing.',
    ],
    gone:
      'In March the chief technician, Omar Reyes, put a brass weight beside each balance and asked everybody to check it before ' +
      'the first sample of the day.',
    same: [
      'Omar Reyes, the chief technician, placed a brass weight next to every balance in March, and everyone was asked to check it before the day’s first sample.',
      'So the chief technician Omar Reyes told everybody in March to test each balance with a brass weight before the first sample.',
    ],
    context:
      'Lab teams often forget the scale, and the readings of the scale drift a gram a week in the report.',
  },
  {
    around: [
      'The choir had lost its hall to the flood, and the concert was nine days away.',
      'On the evening itself three hundred people sat among the tools, and nobody coughed.',
    ],
    gone:
      'Pavel, who sang bass, owned a garage behind the station. He rolled the cars into the yard, swept the oil from the floor, ' +
      'and borrowed benches from the parish.',
    same: [
      'Pavel the bass had a garage behind the station. He swept the oil off its floor, rolled every car into the yard and borrowed the benches of the parish.',
    ],
    context:
      'The choir had lost the flood, and three hundred people of the hall sat in the concert on the evening of nine days.',
  },
] as const;

test('of a short gap what says the original in other words is above the context said again, and above any invention', async () => {
  for (const { around, gone, same, context } of GAPS) {
    const content = `Fill in the blank in this text.\n\n${around[0]}\n\n[fill in the blank]\n\n${around[1]}`;
    const query = { messages: [{ role: 'user' as const, content }], references: [gone] };
    for (const text of [
      context,
      'Bananas are rich in potassium and taste good in a smoothie with a little honey.',
    ])
      assert.ok((await reward(query, text))! < 0.5, text);
    for (const text of same) assert.ok((await reward(query, text))! > 0.5, text);
    for (const seed of [1, 2, 3]) {
      const salad = new Random(seed).shuffled(gone.split(' ')).join(' ');
      assert.equal(await reward(query, salad), 0, salad);
    }
  }
});

test('a short draft given back is unchanged, however little it says', async () => {
  const content = 'Rewrite the draft.\n\ncontent:\nMarta went. It was good.\n\ncritique:\nAvoid "good".';
  const query = { messages: [{ role: 'user' as const, content }], references: [originals[0]!.response] };
  const verdict = await scoreOne(writing.prepare(toToolQuery(query), {}), {
    text: 'Marta went: it was good',
  });
  assert.deepEqual([verdict.status, verdict.flags], ['scored', ['unchanged']]);
});

test('of a trace every step is worth what the text would earn that stands after it', async () => {
  const { query, response } = originals[0]!;
  const half = response.slice(0, response.length / 2);
  const steps = ['- the pier\n- the bridge', half, 'The end is missing.', response].map((content) => ({
    role: 'assistant',
    content,
  }));
  const verdict = await scoreOne(writing.prepare(toToolQuery(query), {}), { text: response, steps });
  assert.ok(verdict.status === 'scored' && verdict.steps);
  const [outline, draft, review, refined] = verdict.steps;
  assert.deepEqual([outline, refined, verdict.value], [0, 1, 1]);
  assert.ok(draft! > 0 && draft! < 1);
  assert.equal(review, draft);
});
