import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promptEdits } from './prompt-edits.ts';

function edited(words: string, sort: string): string[] {
  const prompt = `Write about the first two lines of a song. ${words} Be brief, at least a little.`;
  const start = prompt.indexOf(words);
  return promptEdits(prompt, [[start, start + words.length]])
    .filter((edit) => edit.sort === sort)
    .map((edit) => {
      assert.ok(edit.prompt.startsWith('Write about the first two lines of a song. '), edit.prompt);
      assert.ok(edit.prompt.endsWith(' Be brief, at least a little.'), edit.prompt);
      return edit.prompt.slice(start, edit.prompt.length - ' Be brief, at least a little.'.length);
    });
}

test('a word of the demand is another, and nothing outside it changes', () => {
  assert.deepEqual(edited('Begin with the next letter.', 'ordinal'), ['Begin with the previous letter.']);
  assert.deepEqual(edited('Use at least 3 words.', 'comparator'), ['Use at most 3 words.']);
  assert.deepEqual(edited('Use at least 3 words.', 'number'), ['Use at least 4 words.']);
  assert.deepEqual(edited('Use at least 3 words.', 'unit'), ['Use at least 3 letters.']);
  assert.deepEqual(edited('First comes the end.', 'ordinal'), ['Last comes the end.']);
  assert.deepEqual(edited('Every line must grow.', 'quantifier'), ['Only one line must grow.']);
  assert.deepEqual(edited('Every line must grow.', 'negation'), ['Every line must not grow.']);
  assert.deepEqual(edited('Use exactly three commas.', 'negation'), ['Do not use exactly three commas.']);
  assert.deepEqual(edited("Don't use the letter E.", 'negation'), ['use the letter E.']);
  assert.deepEqual(edited("Don't use the letter E.", 'object'), ["Don't use the letter F."]);
  assert.deepEqual(edited('Mention “green tea” and "k".', 'object'), [
    'Mention “lantern” and "k".',
    'Mention “green tea” and "l".',
  ]);
  assert.deepEqual(edited('It should not be long.', 'negation'), ['It should be long.']);
});

test('an edit that says nothing is not made', () => {
  assert.deepEqual(edited('Each and every line grows by one each.', 'quantifier'), []);
  assert.deepEqual(edited('The first letter is the last letter.', 'ordinal'), []);
  assert.deepEqual(promptEdits('Use 3 words.', []), []);
  const prompts = promptEdits('Use 3 words, 3 words.', [
    [0, 21],
    [4, 11],
  ]).map(({ prompt }) => prompt);
  assert.equal(new Set(prompts).size, prompts.length);
  assert.ok(prompts.includes('Use 4 words, 4 words.'));
});
