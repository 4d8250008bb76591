import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNumbers } from '../text/numbers/find-numbers.ts';
import type { Grammar } from './grammar.ts';
import { numberGrammar } from './grammar-of-numbers.ts';
import { readResponse } from './read-response.ts';
import { settle } from './settle.ts';

const READING = { mark: '.', bounds: false } as const;
const NUMBERS = numberGrammar(READING);
/** Few possible values: the letters K, L and M. */
const LETTERS: Grammar<string> = {
  closed: true,
  find: (text) =>
    Array.from(text.matchAll(/\b[KLM]\b/g), (match) => ({
      value: match[0],
      start: match.index,
      end: match.index + 1,
    })),
  same: (left, right) => left === right,
};

function letter(text: string): string {
  const { outcome, values } = settle(readResponse(text), LETTERS);
  return outcome === 'one' ? values[0]! : outcome;
}

function number(text: string): string {
  const { outcome, values } = settle(readResponse(text), NUMBERS);
  return outcome === 'one' ? String(values[0]?.value?.numerator ?? null) : outcome;
}

test('what others hold, or a clause concedes, is not claimed; what stands behind it is', () => {
  for (const lead of [
    'While many think of K, ',
    'Although K is tempting, ',
    'Many people say it is K, but ',
    'Aunque mucha gente piensa que es K, ',
    'Obwohl viele glauben, es sei K, ',
    'Beaucoup pensent que c’est K, mais ',
    'Molti credono che sia K, ma ',
  ])
    assert.equal(letter(`${lead}the answer is L.`), 'L', lead);
  for (const text of [
    'Many people think it is L.',
    'Viele glauben, es ist L.',
    'Mucha gente piensa que es L.',
  ])
    assert.notEqual(letter(text), 'L', text);
});

test('"X, no Y" claims X in every language', () => {
  for (const not of ['not', 'no', 'nicht', 'pas', 'non', 'e não', 'y no', 'rather than'])
    assert.equal(letter(`L, ${not} K.`), 'L', not);
});

test('what is concluded in a sentence stands behind, and words behind it conclude nothing', () => {
  assert.equal(letter('K and L are fruits, so M is the odd one out.'), 'M');
  assert.equal(letter('**K**. Jupiter (L) is made of gas, so it does not count.'), 'K');
});

test('a sentence in brackets of its own, and what explains behind a colon, are not the answer', () => {
  assert.equal(number('There are 50 eggs. (60 would need one more carton.)'), '50');
  assert.equal(number('Janet has 9 apples: 3 at the start plus 6 she bought.'), '9');
  assert.equal(number('The parts: 3 apples plus 6 apples make 9.'), '9');
  assert.equal(number('Mars has 1 moon, about half the 2 that people suppose.'), '1');
  assert.equal(number('The limit equals 1, even though it is undefined at 0.'), '1');
  assert.equal(number('5! = 5 × 4 × 3 × 2 × 1 = 120'), '120');
});

test('of the numbers of a sentence the one counts that counts what is asked for', () => {
  const grammar = numberGrammar(READING, (text, { end }) =>
    /^ boxes/.test(text.slice(end)) ? 'other' : /^ eggs/.test(text.slice(end)) ? 'asked' : null,
  );
  const said = (text: string) => settle(readResponse(text), grammar).values[0]?.value?.numerator;
  assert.equal(said('There are 60 eggs in the 5 boxes.'), 60n);
  assert.equal(said('12 eggs in 5 boxes make 60.'), 60n);
  assert.equal(said('So she needs 5 boxes.'), 5n);
  assert.equal(findNumbers('60 eggs in the 5 boxes', READING).length, 2);
});
