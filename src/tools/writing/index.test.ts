import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE_INPUTS } from '../../attacks/hostile-inputs.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { Random } from '../../spec/random.ts';
import { fc } from '../../testing/fc.ts';
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

/** Short gaps, each with its original and other sentences that fit. */
const GAPS = [
  {
    text: 'Fill in the blank in the text below.\n\nThe committee promised a new bridge within a year. [fill in the blank] Today the ferry still carries us across, and the ferryman has bought a second boat.',
    original: 'Three chairmen and two floods later, there was nothing but a sign.',
    fills: [
      'Money came, and money went, and no stone was laid.',
      'The plans won a prize and were put in a drawer.',
    ],
  },
  {
    text: '请根据上下文，填补空缺。\n\n店里的灯一直亮到半夜，老板娘从来不催客人。\n[fill in the blank]\n等最后一位客人走了，她才慢慢把椅子翻到桌上。',
    original: '有人来这里只为喝一碗热汤，也有人一坐就是几个小时。',
    fills: ['外面下着雨，大家都不想这么早回家。', '她坐在柜台后面织毛衣，偶尔抬头笑一笑。'],
  },
];

test('a short fill in words of its own is never called wrong, and nothing is paid for words in any order or empty talk', async () => {
  for (const { text, original: reference, fills } of GAPS) {
    const { query: plain } = originals[0]!;
    const query = { ...plain, messages: [{ role: 'user' as const, content: text }], references: [reference] };
    for (const fill of fills) assert.notEqual(await reward(query, fill), 0, fill);
    assert.equal(await reward(query, reference), 1);
    const isHan = /\p{sc=Han}/u.test(reference);
    const words = isHan ? [...reference.replace(/\P{sc=Han}/gu, '')] : reference.split(' ');
    const mixed = new Random(5).shuffled(words).join(isHan ? '' : ' ');
    for (const nothing of [mixed, '', '…', text, 'Solution:'])
      assert.equal(await reward(query, nothing), 0, nothing);
    // Of a short sentence about nothing it cannot tell, and pays nothing.
    assert.equal((await reward(query, 'It depends on the context.')) ?? 0, 0);
    for (const long of [fills.join(' ').repeat(4), reference.repeat(6)])
      assert.ok(((await reward(query, long)) ?? 0) < 0.5, long);
  }
});

test('the words of the original in another order earn nothing, but for one order in some fifty that reads like sentences', async () => {
  let paid = 0;
  const [ORDERS, MOST] = [6, 2];
  for (const [at, { query, response }] of originals.entries())
    for (let order = 0; order < ORDERS; order += 1) {
      const isHan = /\p{sc=Han}/u.test(response);
      const words = isHan ? [...response] : response.split(/\s+/);
      const text = new Random(order, String(at)).shuffled(words).join(isHan ? '' : ' ');
      const earned = text === response ? 0 : ((await reward(query, text)) ?? 0);
      assert.ok(earned < 0.5, text.slice(0, 200));
      if (earned > 0) paid += 1;
    }
  assert.ok(paid <= MOST, `${paid} of ${ORDERS * originals.length} orders earn something`);
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
