import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { splitSentences } from './sentences.ts';
import { treebankWords } from './treebank-words.ts';

test('sentences end at marks, not at abbreviations, initials or numbers', () => {
  assert.deepEqual(
    splitSentences('Dr. J. Hill left at 5 p.m. on Monday. The boat (no. 3) cost $4.50! Did it?'),
    ['Dr. J. Hill left at 5 p.m. on Monday.', 'The boat (no. 3) cost $4.50!', 'Did it?'],
  );
  assert.deepEqual(splitSentences('He came from the U.S. The tide was low.'), [
    'He came from the U.S.',
    'The tide was low.',
  ]);
  assert.deepEqual(splitSentences('"Go." She went... and so did he.\n\nNo mark here\n'), [
    '"Go."',
    'She went... and so did he.',
    'No mark here',
  ]);
  assert.deepEqual(splitSentences(' \n'), []);
});

test('sentences lose nothing but space', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('.', '!', ' ', '\n', 'a', 'B', '"', ')', '*', '1') }),
      (text) => {
        assert.equal(splitSentences(text).join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
      },
    ),
  );
});

test('words are split as in the Penn Treebank', () => {
  const cases: Record<string, string[]> = {
    "DON'T, I SAID": ['DO', "N'T", 'I', 'SAID'],
    "Bob's U-boat (1,000 t): $5": ['Bob', "'s", 'U-boat', '1,000', 't', '5'],
    'CANNOT stop': ['CAN', 'NOT', 'stop'],
    'in the U.S. now': ['in', 'the', 'U.S.', 'now'],
    "so I'm. Then": ['so', 'I', "'m", 'Then'],
    '“Well”—she said': ['Well', 'she', 'said'],
  };
  for (const [text, words] of Object.entries(cases)) assert.deepEqual(treebankWords(text), words);
});
