import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { exactAnswer } from './index.ts';

async function earned(response: string, reference: string): Promise<number | null> {
  const verdict = await scoreOne(exactAnswer.prepare(toToolQuery({ references: [reference] }), {}), {
    text: response,
  });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`exact-answer: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(exactAnswer, entry, await runFixture(exactAnswer, entry)), null);
  });
}

const word = fc.stringMatching(/^[a-z]{1,8}$/).filter((text) => !['or', 'and', 'not'].includes(text));
const answer = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  fc.integer({ min: -9_999, max: 9_999 }).map(String),
  fc
    .array(fc.constantFrom('(', ')', '[', ']', '{', '}', '<', '>'), { minLength: 1, maxLength: 9 })
    .map((all) => all.join(' ')),
);

test('an answer is right in every dress, and no other answer is', async () => {
  const dress = fc.constantFrom(
    (text: string) => text,
    (text: string) => `So the answer is ${text}.`,
    (text: string) => `Let me think.\n\nAnswer: ${text}`,
    (text: string) => `<think>hm</think><answer>${text}</answer>`,
    (text: string) => `First this, then that.\n\`\`\`\n${text}\n\`\`\``,
  );
  await fc.assert(
    fc.asyncProperty(answer, answer, dress, async (said, wanted, put) => {
      assert.equal(await earned(put(said), wanted), said === wanted ? 1 : 0);
      assert.equal(await earned(put(wanted), wanted), 1);
    }),
  );
});

test('brackets that begin like a quotation are an answer of brackets', async () => {
  for (const brackets of ['> ( )', '> [ ] }', '> { ( ) }']) assert.equal(await earned(brackets, brackets), 1);
  assert.equal(await earned('> (b)', '(b)'), 1);
});

test('hostile inputs are answered and earn nothing', async () => {
  const bombs = [
    'answer is '.repeat(200_000),
    '\n'.repeat(100_000),
    '\\boxed{'.repeat(100_000),
    '`'.repeat(1_000_000),
    '9'.repeat(10_000_000),
    '**'.repeat(500_000),
    ', '.repeat(500_000),
    '\u202e\ud800\0'.repeat(100_000),
    '= '.repeat(400_000),
  ];
  for (const bomb of bombs) {
    assert.equal(await earned(bomb, '24'), 0);
    await earned('24', bomb);
  }
});

test('a passage of the prompt that holds the answer is no answer', async () => {
  const prompt = "Give the phone number in: 'Call 030-5551234 after six.'";
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: ['030-5551234'] });
  const said = async (text: string): Promise<unknown> =>
    Reflect.get(await scoreOne(exactAnswer.prepare(query, {}), { text }), 'value');
  assert.equal(await said('Call 030-5551234 after six.'), 0);
  assert.equal(await said('The phone number is 030-5551234.'), 1);
});

test('a sentence with a contracted verb names its answer like one with the verb', async () => {
  for (const answer of ['12:15 PM', 'aaabnn', 'blue-7'])
    for (const lead of ["It's", 'It’s', "That's", "The answer's", "So it's"]) {
      assert.equal(await earned(`${lead} ${answer}.`, answer), 1, `${lead} ${answer}`);
      assert.equal(await earned(`${lead} ${answer}x.`, answer), 0);
      assert.equal(await earned(`${lead} not ${answer}.`, answer), 0);
      assert.equal(await earned(`${lead} zz or ${answer}.`, answer), 0);
    }
});
