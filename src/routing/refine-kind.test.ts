import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceShape } from '../reading/reference-shape.ts';
import { KIND_FAMILIES, type KindFamily } from '../spec/kinds.ts';
import { fc } from '../testing/fc.ts';
import { refineKind } from './refine-kind.ts';

const FAMILIES: readonly (KindFamily | null)[] = [null, ...KIND_FAMILIES];
const refined = (family: KindFamily | null, reference: string, prompt: string) =>
  refineKind(family, referenceShape([reference], prompt), prompt);

test('a truth word decides by itself, whatever the prompt reads like', () => {
  const prompt =
    'The sentence above is in Latin. Is it true that its author lived in Rome? Answer yes or no.';
  for (const family of FAMILIES)
    for (const reference of ['Yes', 'no', 'True', 'false', 'invalid']) {
      if (family === 'code-output') continue;
      const kind = refined(family, reference, prompt);
      assert.match(kind ?? '', /^(?:choice|reasoning\.choice)$/, `${family} ${reference}`);
    }
});

test('a letter of the options decides by itself', () => {
  const prompt = 'Which of these translations has an error?\n(A) One\n(B) Two\n(C) Three';
  for (const family of FAMILIES)
    for (const reference of ['(A)', 'B', '(C)'])
      assert.match(refined(family, reference, prompt) ?? '', /^(?:choice|reasoning\.choice)$/, `${family}`);
});

test('brackets decide by themselves; an empty list is a value', () => {
  const prompt = 'Close what is open: [ { (';
  for (const family of FAMILIES)
    for (const reference of [') } ]', '> >', ']', ')]}']) {
      if (family === 'code-output') continue;
      assert.equal(refined(family, reference, prompt), 'reasoning.final-answer', `${family} ${reference}`);
    }
  const program = 'def f(x):\n    return []\nWhat does f(1) return?';
  for (const value of ['[]', '{}', '()']) assert.equal(refined('code-output', value, program), 'code-output');
});

test('texts are compared as texts only where the reference is one', () => {
  for (const family of ['translation', 'summarization', 'data-to-text'] as const) {
    assert.equal(refined(family, 'The boat left the harbour late.', 'Der Text.'), family);
    assert.notEqual(refined(family, '42', 'How many of the 60 boats left?'), family);
  }
});

const word = fc.constantFrom(
  'harbour',
  'kettle',
  'lantern',
  'orchard',
  'violet',
  'meadow',
  'copper',
  'window',
);
const prompt = fc
  .array(
    fc.constantFrom('Describe the boat.', 'What is meant?', 'Bitte hilf mir.', '请写一段话。', 'Tell me.'),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => parts.join(' '));
const family = fc.constantFrom(...FAMILIES);

/** References that say by themselves what is compared, made at random, and the kinds that they may be of. */
const SAYING: readonly [string, fc.Arbitrary<string>, RegExp][] = [
  [
    'LaTeX',
    fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 99 })).map(([a, b]) => `\\frac{${a}}{${b}}`),
    /^(?:math\.final-answer|code-output\.text)$/,
  ],
  ['SQL', fc.tuple(word, word).map(([a, b]) => `SELECT ${a} FROM ${b} WHERE id = 3`), /^code$/],
  ['a function', fc.tuple(word, word).map(([a, b]) => `def ${a}(${b}):\n    return ${b}`), /^code$/],
  [
    'a call',
    fc.tuple(word, word, fc.nat()).map(([a, b, n]) => `${a}(${b}=${n})`),
    /^(?:tool-calls|code-output\.text)$/,
  ],
  [
    'JSON',
    fc.dictionary(word, fc.oneof(fc.nat(), word), { minKeys: 1 }).map((value) => JSON.stringify(value)),
    /^(?:tool-calls|code-output|instruction-following\.json-values)$/,
  ],
  [
    'numbers in a row',
    fc.array(fc.nat(999), { minLength: 2, maxLength: 8 }).map((list) => list.join(' ')),
    /^(?:reasoning\.final-answer|math\.final-answer|code-output\.text)$/,
  ],
  [
    'brackets',
    fc
      .array(fc.constantFrom(')', ']', '}', '>'), { minLength: 1, maxLength: 8 })
      .map((list) => list.join(' ')),
    /^(?:reasoning\.final-answer|code-output)/,
  ],
];

test('what a reference says by itself decides by itself, whatever the prompt reads like', () => {
  for (const [name, reference, kinds] of SAYING)
    fc.assert(
      fc.property(reference, prompt, family, (text, asked, read) => {
        assert.match(refined(read, text, asked) ?? 'null', kinds, `${name} ${read}`);
      }),
      { numRuns: 60 },
    );
});

test('a sentence for a prompt that asks for a text is a sample: it is never compared as a short answer', () => {
  const sentence = fc.array(word, { minLength: 9, maxLength: 14 }).map((words) => `The ${words.join(' ')}.`);
  const asksForText = fc.constantFrom('writing', 'chat', 'instruction-following', 'safety', 'code', null);
  fc.assert(
    fc.property(sentence, prompt, asksForText, (text, asked, read) => {
      assert.equal(refined(read as KindFamily | null, text, asked), read);
    }),
  );
});

test('what a program prints is compared to the letter; its values as values', () => {
  const shown = 'What does this print?\n\nx = "Regen"\nprint(x[1:3].upper())';
  for (const read of [null, 'code', 'code-output'] as const) {
    assert.equal(refined(read, 'EG', shown), 'code-output.text', `${read}`);
    assert.equal(refined(read, '9 1', shown), 'code-output.text', `${read}`);
    assert.equal(refined(read, '42', shown), 'code-output', `${read}`);
    assert.equal(refined(read, "['a', 'b']", shown), 'code-output', `${read}`);
  }
  assert.equal(refined('code', 'The loop never ends since i is never changed.', shown), 'code');
});

test('a number is an option where the options are numbered', () => {
  const asked = 'Choose the best answer.\n(1) buys stock\n(2) collects debts\n(3) sells bonds';
  assert.equal(refined('choice', '3', asked), 'choice');
  assert.equal(refined('math', '3', 'How many of 12 eggs are left if 9 break?'), 'math.final-number');
});

test('what can be worded otherwise is a question, whatever the prompt reads like', () => {
  const prompt = 'how do they call it there';
  for (const family of [null, 'qa', 'math', 'reasoning', 'translation'] as const)
    for (const reference of [
      'left bank/west bank',
      '"Blue Harbour"/"Red Sail"',
      '1648-51',
      '1938/1933/1912',
      '9:45 pm',
      '4 July 1776',
    ])
      assert.equal(refined(family, reference, prompt), 'qa.short-answer', `${family} ${reference}`);
  assert.equal(
    refined('code-output', '"Blue"', 'def f(): return "Blue"\nWhat does f() return?'),
    'code-output',
  );
  assert.equal(refined('reasoning', '13:30', 'When does the train leave?'), 'qa.short-answer');
  for (const reference of ['1/2', '3/4/5', '12/4', 'km/h'])
    assert.notEqual(referenceShape([reference], prompt), 'wordings', reference);
});
