import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAnswer } from './parse-answer.ts';
import { readAnswer } from './read-answer.ts';

test('plain digits are read as the parser reads them, and in no other way', () => {
  for (const text of ['0', '7', '007', '45', '1000', '123456789012345', '3.50', '0.125', '12.000']) {
    const { source, readings, words } = readAnswer(text, true);
    assert.deepEqual(
      { source, readings, words },
      { source: text, readings: [parseAnswer(text)], words: null },
    );
  }
});
