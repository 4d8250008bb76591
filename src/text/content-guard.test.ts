import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { hasNoContent } from './content-guard.ts';
import words from './openers.json' with { type: 'json' };

const EMPTY = [
  '',
  ' ',
  ':',
  '.',
  ',',
  '...',
  '…',
  '。',
  '\n\n',
  '\u200b\u200c',
  '\u3164',
  '---',
  '***',
  '# ',
  '{',
  '{ {',
  '👍',
  '🎉 🎉',
  '!!!',
  '```\n```',
  '```python\n```',
  '\\boxed{}',
  '$\\boxed{\\text{}}$',
  '<think></think><answer></answer>',
  '<answer>',
  'Thought process:',
  'Solution',
  '解',
  'かいせつ',
  'Respuesta',
  'SOLUTION:',
  'S o l u t i o n',
  'solution\n\nsolution\n',
  "Let's solve this problem step by step.",
  'Let’s think step by step',
  'Answer:',
  'The answer is',
  '**Final Answer:**',
  'Sure! Here is the answer:',
  'Certainly.\n\nSolution:',
  '\\[ \\boxed{',
  '## Solution\n\n',
  'Ｓｏｌｕｔｉｏｎ',
  'Result:',
  'Die Antwort ist',
  'الجواب هو:',
  'उत्तर:',
  'Решение:',
  '=====',
  'Answer: <answer></answer>',
  'The answer is \\boxed{}.',
  '答案是：',
  '让我们一步一步地思考。',
  'Here you go: 👇',
  '\ud800',
];
const CONTENT = [
  'no',
  'No.',
  'yes',
  '7',
  '-7',
  'A',
  'a',
  'x',
  '∅',
  '[]',
  '{}',
  '()',
  '""',
  "''",
  'True',
  '))',
  '] ) }',
  '((',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '==',
  '|',
  '√2',
  '∞',
  '½',
  '٣',
  '{"a":1}',
  '{{}}',
  'The answer is 7',
  'The answer is (B).',
  'Answer: A',
  'Answer: no',
  'Answer: []',
  'Answer: ""',
  'Answer: {}',
  'Solution: x',
  '解：x',
  '答案是B',
  '\\boxed{7}',
  '\\boxed{A}',
  '<answer>no</answer>',
  '```\n7\n```',
  '```python\nx\n```',
  '```yes\n```',
  'Sure',
  'OK',
  'Of course.',
  'Hello',
  'result',
  'human',
  'first',
  'Solutions are aqueous',
  'Let us go home',
  'はい',
  'はい。',
  'Thank you',
  'I cannot answer that.',
  'So',
  'The',
  '猫',
  'Ja',
  'C',
  '°C',
  'Thought process: 7',
  "Let's solve this problem step by step. 2 + 2 is four.",
  '"Solution"',
  '€',
  '&',
  '^',
  '@',
];

for (const response of EMPTY)
  test(`no content: ${JSON.stringify(response)}`, () => assert.ok(hasNoContent(response)));
for (const response of CONTENT)
  test(`content: ${JSON.stringify(response)}`, () => assert.ok(!hasNoContent(response)));

const key = fc.constantFrom(...words.openers);
const space = fc.constantFrom(' ', '\n', '\t', '.', ': ', '… ', '\u200b', ' - ', '', '**');

test('openers in any case, spacing and number are no content', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(space, key, fc.boolean()), { minLength: 1, maxLength: 6 }),
      space,
      (parts, end) => {
        const text = parts
          .map(([gap, opener, loud]) => ` ${gap}${loud ? opener.toUpperCase() : opener}`)
          .join('');
        // Upper case is not reversible in every script ("ß").
        if (
          text.toLowerCase() ===
          parts
            .map(([gap, opener]) => ` ${gap}${opener}`)
            .join('')
            .toLowerCase()
        )
          assert.ok(hasNoContent(text + end), text);
      },
    ),
  );
});

test('an opener with an answer behind or in front of it is content', () => {
  const answer = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom(
      'no',
      'yes',
      'A',
      '(B)',
      'x',
      '[]',
      '))',
      'Paris',
      '{}',
      '∅',
      '-3',
      '"',
      '<',
      '\\frac{1}{2}',
      '猫',
      'нет',
      'да',
    ),
  );
  fc.assert(
    fc.property(key, space, answer, (opener, gap, said) => {
      assert.ok(!hasNoContent(`${opener} ${gap} ${said}`), `${opener} ${gap} ${said}`);
      assert.ok(!hasNoContent(`${said} ${gap} ${opener}`), `${said} ${gap} ${opener}`);
    }),
  );
});

test('anything with a digit, a bracket pair or a truth word is content', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('7', '[]', '()', ' yes ', ' no ', '∅'),
      fc.string(),
      (before, said, after) => {
        fc.pre(!/[\p{L}\p{M}\p{Cs}\\`<]$/u.test(before) && !/^[\p{L}\p{M}]/u.test(after));
        assert.ok(!hasNoContent(before + said + after));
      },
    ),
  );
});

test('a long response has content, whatever it opens with; megabytes of one mark are read to the end', () => {
  const long = `We need to find the number of eggs. ${'They are sold by the dozen. '.repeat(10_000)}`;
  for (const text of [long, `Let's solve this problem step by step. ${long}`]) assert.ok(!hasNoContent(text));
  for (const bomb of [
    ' '.repeat(10_000_000),
    '{'.repeat(5_000_000),
    'solution '.repeat(100_000),
    '\ud800'.repeat(1_000_000),
    '`'.repeat(3_000_000),
    '\\boxed{'.repeat(300_000),
  ])
    assert.equal(hasNoContent(bomb), hasNoContent(bomb.slice(0, bomb.length / 2)), bomb.slice(0, 8));
});
