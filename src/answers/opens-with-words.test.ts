import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mathGrammar } from '../tools/math-equivalence/math-grammar.ts';
import type { Grammar } from './grammar.ts';
import { numberGrammar } from './grammar-of-numbers.ts';
import { opensWithWords } from './opens-with-words.ts';
import { readSaid } from './read-response.ts';
import { settle } from './settle.ts';

const PARTS = [
  'Then',
  'ten',
  'A dozen',
  'twenty five',
  'and',
  'Maybe',
  'option',
  'USD',
  'Ben buys',
  'the total',
  '12',
  '$45',
  '-3.5',
  '$x^2$',
  '= 50',
  'per cent',
  'is',
  '\\boxed{7}',
  '**8**',
];

test('a line that opens with words is never read for a bare value, and need not be', () => {
  let state = 17;
  const pick = () => PARTS[(state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % PARTS.length]!;
  let prose = 0;
  for (let round = 0; round < 1_200; round += 1) {
    const text = [pick(), pick(), pick(), round % 2 ? '\n' : ' ', pick(), pick(), pick(), pick()].join(' ');
    if (opensWithWords(text)) prose += 1;
    for (const grammar of [mathGrammar, numberGrammar({ mark: '.', bounds: false })] as Grammar<unknown>[]) {
      const { isProse: _, ...thorough } = grammar;
      assert.deepEqual(settle(readSaid(text), grammar), settle(readSaid(text), thorough), text);
    }
  }
  assert.ok(prose > 100, `${prose} lines of prose`);
});
