import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { labelledRows, masterKeys } from '../labelled-data.ts';
import { choice, choosesChoice } from './index.ts';

const noData = { skip: !process.env.RLAR_DATA && 'no data' };
const prompt = 'Which is largest?\nOptions:\n(A) a mouse\n(B) a cat\n(C) a cow\n(D) a whale';

async function earned(response: string, reference: string, asked = prompt): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: asked }], references: [reference] });
  const verdict = await scoreOne(choice.prepare(query, {}), { text: response });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`choice: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(choice, entry, await runFixture(choice, entry)), null);
  });
}

const letter = fc.constantFrom('A', 'B', 'C', 'D');
const wording = fc.constantFrom(
  (label: string) => `(${label})`,
  (label: string) => `${label}.`,
  (label: string) => `So the answer is (${label}).`,
  (label: string) => `Answer: ${label}`,
  (label: string) => `**${label}**`,
  (label: string) => `I compared them.\n\nThe final answer is $\\boxed{${label}}$.`,
  (label: string) => `<think>(A) is small.</think>\n<answer>${label}</answer>`,
);

test('one stated letter is right exactly when it is the reference', async () => {
  await fc.assert(
    fc.asyncProperty(letter, letter, wording, async (said, wanted, word) => {
      assert.equal(await earned(word(said), `(${wanted})`), said === wanted ? 1 : 0);
    }),
  );
});

test('two different letters joined as alternatives are wrong for every reference', async () => {
  const joint = fc.constantFrom(' or ', ' and ', ', ', '/', ' & ', ') or (');
  await fc.assert(
    fc.asyncProperty(letter, letter, joint, letter, async (one, two, by, wanted) => {
      if (one === two) return;
      for (const said of [
        `The answer is (${one}${by}${two}).`,
        `${one}${by}${two}`,
        `Answer: ${one}${by}${two}`,
      ])
        assert.equal(await earned(said, `(${wanted})`), 0, said);
    }),
  );
});

test('choosesChoice tells letters, options and truth words from other answers', () => {
  for (const yes of ['(B)', 'b', 'a cow', 'Yes', 'invalid', 'True', '(C) a cow'])
    assert.ok(choosesChoice(yes, prompt), yes);
  for (const no of ['24', ') ] }', 'apple bear cat', 'a cow and a whale', '', 'Q'])
    assert.ok(!choosesChoice(no, prompt), no);
  assert.ok(!choosesChoice('B', 'Which letter follows A?'));
});

test('hostile inputs are answered fast and earn nothing', async () => {
  const bombs = [
    '(A'.repeat(1_000_000),
    'answer is '.repeat(200_000),
    '\n'.repeat(100_000),
    '\\boxed{'.repeat(100_000),
    '('.repeat(5_000_000),
    'A or '.repeat(400_000),
    '\u202e\ud800\0'.repeat(100_000),
  ];
  for (const bomb of bombs) {
    const start = performance.now();
    assert.notEqual(await earned(bomb, '(C)'), 1);
    await earned('C', '(C)', bomb);
    assert.ok(performance.now() - start < 1_000, `${bomb.slice(0, 10)} took ${performance.now() - start} ms`);
  }
});

test('labels of BIG-Bench Hard are met on 99 % and more, without false positives', noData, async () => {
  let right = 0;
  let falsePositives = 0;
  const rows = labelledRows('verify/bbh_codedavinci_cot.jsonl.gz');
  for (const row of rows) {
    const value = await earned(row.response, row.reference, row.prompt);
    if ((value === 1) === row.correct) right += 1;
    else if (value === 1) falsePositives += 1;
  }
  assert.ok(right / rows.length > 0.995, String(right / rows.length));
  assert.equal(falsePositives, 0);
});

test('master keys earn nothing on any question', noData, async () => {
  const rows = labelledRows('verify/bbh_codedavinci_cot.jsonl.gz').filter((_, index) => index % 25 === 0);
  for (const row of rows)
    for (const key of masterKeys()) assert.notEqual(await earned(key, row.reference, row.prompt), 1, key);
});
