import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareTopicCheck } from './off-topic.ts';

const RIVER =
  'The river Danube rises in the Black Forest and runs east through ten countries before it meets the Black Sea. Barges have carried ' +
  'grain and salt along it for centuries, and cities such as Vienna and Budapest grew on its banks. Today it gives drinking water to many.';
const BREAD =
  'Baking bread at home needs only flour, water, salt and yeast. Mix them in a large bowl, let the dough rest under a cloth for an hour, ' +
  'and fold it twice. A hot oven and a heavy pot give the loaf a crisp crust. Let it cool on a rack before you cut it into slices.';

test('an account of something else is off the topic, whatever form it keeps', () => {
  for (const [prompt, right, other] of [
    ['Write a paragraph about the river Danube with at least 40 words.', RIVER, BREAD],
    ['Explain how home baking of bread works. Use at least two paragraphs.', BREAD, RIVER],
  ] as const) {
    const isOff = prepareTopicCheck(prompt);
    assert.ok(!isOff(right), prompt);
    assert.ok(isOff(other), prompt);
  }
});

test('a short account is read too where the request names many things, and a request that names two things is left alone', () => {
  const isOff = prepareTopicCheck(
    'Write a short description of a stainless steel bottle for water and coffee.',
  );
  const BOOK =
    'A good novel is the best friend on a rainy evening, for it opens worlds and never asks for anything in return.';
  assert.ok(isOff(BOOK));
  assert.ok(
    !isOff(
      'It keeps drinks cold until noon, and the steel does not rust even after years in a bag by the sea.',
    ),
  );
  assert.ok(!prepareTopicCheck('Explain how a bicycle stays upright.')(BREAD));
  assert.ok(
    !prepareTopicCheck('Edit the paragraph and correct its grammatical errors about the purse.')(BREAD),
  );
});

test('playful requests, short texts, other languages and requests that name too little are left alone', () => {
  for (const prompt of [
    'Write a riddle about the river Danube.',
    'Write a funny paragraph about the river Danube.',
    'Describe it in 40 words.',
    'Schreibe einen Absatz über die Donau und ihre Städte.',
  ])
    assert.ok(!prepareTopicCheck(prompt)(BREAD), prompt);
  const isOff = prepareTopicCheck('Write a paragraph about the river Danube.');
  assert.ok(!isOff('Bread needs flour.'));
  assert.ok(!isOff('Zum Backen braucht man nur Mehl, Wasser und Salz. '.repeat(6)));
});
