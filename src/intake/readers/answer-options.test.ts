import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from '../read-row.ts';
import { answerOptions } from './answer-options.ts';

function queryOf(row: object) {
  const read = readRow({ response: 'x', ...row });
  assert.ok(read.ok, JSON.stringify(read));
  return read.row.group.query;
}

const TEXTS = ['oxygen', 'helium', 'argon'];
const COLUMNS = [
  'choices',
  'options',
  'labels',
  'label_set',
  'label_names',
  'candidate_labels',
  'classes',
  'categories',
  'answer_choices',
];
const FORMS: readonly unknown[] = [
  TEXTS,
  JSON.stringify(TEXTS),
  TEXTS.join(', '),
  TEXTS.map((text, at) => ({ label: 'ABC'[at], text })),
  { text: TEXTS, label: ['A', 'B', 'C'] },
];

test('a reference names an option by text, label or index, in every form of the column', () => {
  for (const column of COLUMNS)
    for (const form of FORMS)
      for (const [reference, right] of [
        ['helium', 'helium'],
        ['Helium.', 'helium'],
        ['B', 'helium'],
        ['(c)', 'argon'],
        [0, 'oxygen'],
        ['2', 'argon'],
      ] as const) {
        const query = queryOf({ prompt: 'Which of these?', [column]: form, reference });
        assert.deepEqual(query.references, [right], `${column} ${JSON.stringify([form, reference])}`);
        assert.deepEqual(
          query.options?.map(({ text }) => text),
          TEXTS,
        );
      }
});

test('several different options are all wanted; two names of one option are one', () => {
  const prompt = 'Select all that apply.\nA) oxygen\nB) helium\nC) argon';
  for (const reference of [['A', 'C'], ['oxygen', 'argon'], 'A, C', 'AC', [0, 2]])
    assert.deepEqual(queryOf({ prompt, choices: TEXTS, reference }).references, ['["oxygen","argon"]']);
  assert.deepEqual(queryOf({ prompt, reference: ['A', 'C'] }).references, ['["oxygen","argon"]']);
  assert.deepEqual(queryOf({ prompt, choices: TEXTS, reference: ['B', 'helium'] }).references, ['helium']);
});

test('the labels of the prompt count, and numbers that it gives them', () => {
  const listed = queryOf({
    prompt: 'Which?\nA. argon\nB. helium\nC. oxygen',
    choices: TEXTS,
    reference: 'B',
  });
  assert.deepEqual(listed.references, ['helium']);
  assert.equal(listed.options?.find(({ text }) => text === 'argon')?.label, 'A');
  const numbered = queryOf({
    prompt: '0 = oxygen, 1 = helium, 2 = argon. Give the number.',
    labels: TEXTS,
    reference: 1,
  });
  assert.deepEqual(numbered.options?.[1], { label: '1', text: 'helium' });
});

test('a column in which the reference does not stand is no list of options', () => {
  for (const row of [
    { labels: ['easy', 'algebra'], reference: '42' },
    { choices: TEXTS, reference: 'neon' },
    { categories: ['chemistry'], reference: 'helium' },
    { labels: TEXTS, reference: TEXTS },
  ])
    assert.equal(queryOf({ prompt: 'What is it?', ...row }).options, undefined, JSON.stringify(row));
});

/** Prompts that show the options, and that do not. */
const SHOWN: Readonly<Record<string, string>> = {
  'not shown': 'Which of these is a fruit?',
  'not shown, a letter asked for': 'Which is a fruit? Answer with the letter.',
  'by letters': 'Which is a fruit?\nA. rock\nB. apple\nC. car',
  'by letters in brackets': 'Which is a fruit?\n(A) rock\n(B) apple\n(C) car',
  'without labels': 'Which is a fruit?\nOptions:\n- rock\n- apple\n- car',
};

test('a row whose reference is a letter or an index calls its options by letters, whether its prompt shows them or not', () => {
  for (const [how, prompt] of Object.entries(SHOWN))
    for (const reference of ['B', 'b', '(B)', 'B.', '1', 'B. apple', '(B) apple'])
      assert.deepEqual(
        answerOptions([['rock', 'apple', 'car']], [reference], prompt),
        {
          references: ['apple'],
          options: [
            { label: 'A', text: 'rock' },
            { label: 'B', text: 'apple' },
            { label: 'C', text: 'car' },
          ],
        },
        `${how}: ${reference}`,
      );
});

test('a reference in the words of an option gives no letters to options that are shown without', () => {
  for (const how of ['not shown', 'without labels']) {
    const found = answerOptions([['rock', 'apple', 'car']], ['apple'], SHOWN[how]!);
    assert.ok(
      found?.options.every(({ label }) => label === null),
      how,
    );
  }
  const vitamins = answerOptions([['B12', 'A', 'C']], ['C'], 'Name the vitamin that citrus fruit has.');
  assert.deepEqual(vitamins?.references, ['C']);
  assert.ok(vitamins.options.every(({ label }) => label === null));
});
