import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import type { AnswerFormat } from '../../text/answer-format.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { answerFormat } from './answer-format.ts';
import { repeatedShare } from './checks.ts';
import { format } from './index.ts';
import { isEmptyLike } from './is-empty-like.ts';

async function earned(response: string, options: JsonObject): Promise<number | null> {
  const verdict = await scoreOne(format.prepare(toToolQuery({}), options), { text: response });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`format: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(format, entry, await runFixture(format, entry)), null);
  });
}

test('the share of repeated n-grams is 0 without repetition and nears 1 with nothing else', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (words, size) => {
        assert.equal(repeatedShare(words, size), 0);
      },
    ),
  );
  assert.ok(repeatedShare(Array(1_000).fill('a'), 3) > 0.99);
});

test('tags are held exactly once and in order, whatever stands between them', async () => {
  const filler = fc.string({ unit: 'binary' }).map((text) => `x${text.replaceAll('<', '')}`);
  await fc.assert(
    fc.asyncProperty(filler, filler, filler, async (one, two, three) => {
      const options = { tags: ['think', 'answer'] };
      assert.equal(
        await earned(`${three}<think>${one}</think>${three}<answer>${two}</answer>${three}`, options),
        1,
      );
      assert.equal(
        await earned(`<think>${one}</think><answer>${two}</answer><answer>${three}</answer>`, options),
        0,
      );
      assert.equal(await earned(`<answer>${two}</answer>${three}<think>${one}</think>`, options), 0);
    }),
  );
});

test('hostile inputs are answered', async () => {
  const options = {
    tags: ['think'],
    think: 'closed',
    words: { max: 5 },
    repetition: { size: 4, most: 0.2 },
    pattern: 'a+b',
  };
  const bombs = [
    '<think>'.repeat(1_000_000),
    'a'.repeat(10_000_000),
    'a '.repeat(2_000_000),
    '\n'.repeat(100_000),
    '####'.repeat(1_000_000),
    '{'.repeat(900_000),
    '```'.repeat(300_000),
    '\ud800\0'.repeat(200_000),
  ];
  for (const bomb of bombs)
    for (const answerFormat of ['####', 'boxed', 'json', 'letter', 'answer-tag']) {
      assert.notEqual(
        await earned(bomb, {
          ...options,
          ...(bomb.startsWith('a') && { pattern: 'ab' }),
          answerFormat,
          value: 'all',
        }),
        1,
      );
    }
});

const LETTERS = 'Answer with the letter of the correct option.\n(A) Rome\n(B) Paris\n(C) Oslo';
/** Form, prompt, response, whether the form is kept. */
const FORMS: readonly (readonly [AnswerFormat, string, string, boolean])[] = [
  ['boxed', '', 'So it is not 3 but $\\boxed{4}$.', true],
  ['boxed', '', 'First \\boxed{3} is the count. Then we double it.\n\nThe final answer is \\boxed{6}.', true],
  ['boxed', '', 'The answer is $\\boxed{\\text{no solution}}$', true],
  ['boxed', '', '$\\boxed{\\emptyset}$', true],
  ['boxed', '', '\\boxed{[]}', true],
  ['boxed', '', '\\boxed{+}', true],
  ['boxed', '', '\\boxed{-}', true],
  ['boxed', '', '\\boxed{\\{1, 2\\}}', true],
  ['boxed', '', '\\[\n\\boxed{\\frac{1}{2}}\n\\]\nThis is the answer.', true],
  ['boxed', '', 'Not 3, so \\boxed{4}', true],
  ['boxed', '', 'It is not even. \\boxed{odd}', true],
  ['boxed', '', '\\boxed{\\text{...}}', false],
  ['boxed', '', '\\boxed{\\text{your answer here}}', false],
  ['boxed', '', '\\boxed{answer}', false],
  ['boxed', '', '\\boxed{\\quad}', false],
  ['boxed', '', '\\boxed{~}', false],
  ['boxed', '', '\\boxed{4', false],
  ['boxed', '', '<thinking>\\boxed{4}</thinking>', false],
  ['boxed', '', 'We never use \\boxed{5}; the answer: 4', false],
  ['boxed', '', "Don't write \\boxed{5}", false],
  ['answer-tag', '', '<answer>\n$\\boxed{42}$\n</answer>', true],
  ['answer-tag', '', 'So \\boxed{42}.\n<answer>42</answer>', true],
  ['answer-tag', '', '<think>\\boxed{3}</think>\n<answer> no </answer>', true],
  ['answer-tag', '', 'Use the `<answer>` tag.\n<answer>42</answer>', true],
  ['answer-tag', '', '<answer>\u200d</answer>', false],
  ['answer-tag', '', '<answer>[your answer]</answer>', false],
  ['answer-tag', '', '<answer>[1, 2]</answer>', true],
  ['answer-tag', '', '<answer>TODO</answer>', false],
  ['answer-tag', '', '<answer>The museum is here</answer>', true],
  ['answer-tag', '', '<answer>print(f(3))</answer>', true],
  ['answer-tag', '', '<answer><b>x</b></answer>', true],
  ['answer-tag', '', '<ANSWER>4</ANSWER>', true],
  ['####', '', '2+2=4\n#### 4', true],
  ['####', '', '#### 4\n', true],
  ['####', '', '#### Step 1\nadd\n#### 4', true],
  ['####', '', '#### 4\nThat is my answer.', false],
  ['####', '', '#### ...', false],
  ['####', '', '#### $1,200', true],
  ['####', '', '#### -5', true],
  ['letter', LETTERS, '**B**', true],
  ['letter', LETTERS, 'B) Paris', true],
  ['letter', LETTERS, 'The answer is B.', true],
  ['letter', LETTERS, '<think>A or B</think>\nB', true],
  ['letter', LETTERS, '\\boxed{B}', true],
  ['letter', LETTERS, 'Option C', true],
  ['letter', LETTERS, 'A', true],
  ['letter', LETTERS, 'A. Rome', true],
  ['letter', LETTERS, 'D', false],
  ['letter', LETTERS, 'I think so.', false],
  ['letter', LETTERS, 'A good question.', false],
  ['letter', LETTERS, 'Paris', false],
  ['letter', LETTERS, 'A, B', false],
  ['letter', LETTERS, '', false],
  ['letter', LETTERS, '?', false],
  ['letter', 'Reply with the letter of the option.', 'C', true],
  ['letter', 'Reply with the letter of the option.', 'Because I like it.', false],
  ['json', '', '<thinking>{"a":1}</thinking>none', false],
  ['json', '', '{"a":1}', true],
];
for (const [form, prompt, response, kept] of FORMS)
  test(`format: ${form} is ${kept ? 'kept' : 'not kept'} by ${JSON.stringify(response)}`, () => {
    assert.equal(answerFormat(form, prompt)(response), kept);
  });

test('what cannot be seen is empty in every form, however it is wrapped', () => {
  const nothing = fc.string({
    unit: fc.constantFrom(' ', '\n', '\u200b', '\u2060', '\ufeff', '\u00ad', '\u3164', '\\,', '\\quad '),
  });
  const wrap = fc.constantFrom(
    ...['', '$', '**', '"'].map((mark) => (text: string) => `${mark}${text}${mark}`),
  );
  fc.assert(
    fc.property(nothing, wrap, (text, wrapped) => {
      assert.equal(isEmptyLike(wrapped(text)), true);
      assert.equal(isEmptyLike(wrapped(`${text}7${text}`)), false);
    }),
  );
});
