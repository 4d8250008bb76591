import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../spec/random.ts';
import { fc } from '../../testing/fc.ts';
import { answerType } from './answer-type.ts';
import { breakingEdits } from './breaking-edits.ts';
import { FORMS, written } from './forms.ts';
import { numberOf, occursIn, sameAnswer } from './same-answer.ts';
import { withOtherAnswer } from './template.ts';

const edits = (references: readonly string[], caseMatters = false) =>
  breakingEdits(references, new Random(7, references.join()), caseMatters);

test('a number that is edited has another value', () => {
  const number = fc.oneof(
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
    fc
      .tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.integer({ min: 1, max: 99 }))
      .map(([a, b]) => `${a}.${b}`),
    fc.integer({ min: 1_000, max: 9_999_999 }).map((value) => value.toLocaleString('en')),
    fc.integer({ min: 1, max: 500 }).map((value) => `$${value}`),
  );
  fc.assert(
    fc.property(number, (reference) => {
      const made = edits([reference]);
      assert.ok(made.length >= 5, reference);
      for (const { name, text } of made)
        assert.notEqual(numberOf(text), numberOf(reference), `${reference} → ${text} (${name})`);
    }),
  );
});

test('an edit is never the answer, nor another right answer', () => {
  const word = fc.stringMatching(/^[A-Za-zäöü]{1,9}$/);
  const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(text, fc.integer().map(String)), { minLength: 1, maxLength: 4 }),
      (references) => {
        for (const { name, text: made } of edits(references))
          for (const reference of references)
            assert.ok(!sameAnswer(made, reference), `${JSON.stringify(references)} → ${made} (${name})`);
      },
    ),
  );
});

test('the same seed makes the same edits', () => {
  assert.deepEqual(edits(['Buenos Aires']), edits(['Buenos Aires']));
});

test('what sort of answer a reference is', () => {
  const cases = {
    '42': 'number',
    '-3.5': 'number',
    '1,250': 'number',
    $18: 'number',
    '25%': 'number',
    '12 km': 'number',
    B: 'choice',
    '(C)': 'choice',
    'D) Saturn': 'choice',
    Yes: 'boolean',
    false: 'boolean',
    '{"a":1}': 'json',
    '[1, 2]': 'json',
    '\\frac{1}{2}': 'expression',
    'x^2-9': 'expression',
    '3/4': 'expression',
    Lima: 'text',
    'Buenos Aires': 'text',
    'def f(x):\n    return x': 'code',
    'The council approved a new bridge over the river, and work starts in May next year.': 'long',
  };
  for (const [reference, type] of Object.entries(cases)) assert.equal(answerType(reference), type, reference);
});

test('each sort of edit', () => {
  const names = (reference: string, caseMatters = false) =>
    new Map(edits([reference], caseMatters).map(({ name, text }) => [name, text]));
  assert.equal(names('42').get('one more'), '43');
  assert.equal(names('-1').get('one more'), '0');
  assert.equal(names('-1').get('the other sign'), '1');
  assert.equal(names('42').get('digits turned round'), '24');
  assert.equal(names('3.75').get('without its decimals'), '3');
  assert.equal(names('12 km').get('another unit'), '12 m');
  assert.equal(names('99').get('ten times'), '990');
  assert.equal(names('0.5').get('a tenth'), '0.05');
  assert.equal(names('Yes').get('the opposite'), 'No');
  assert.deepEqual([...names('B').values()], ['A', 'C', 'D']);
  assert.equal(names('{"a":1,"b":"x"}').get('another first value'), '{"a":2,"b":"x"}');
  assert.equal(names('{"a":1,"b":"x"}').get('a part less'), '{"a":1}');
  assert.match(names('Lima').get('denied') ?? '', /not Lima/);
  assert.equal(names('Lima').get('in the other case'), undefined);
  assert.equal(names('Lima', true).get('in the other case'), 'lIMA');
});

test('an answer within a response, and what only looks like it', () => {
  assert.ok(occursIn('7', 'so 7.0 it is') && occursIn('Lima', 'It is LIMA.') && occursIn('A', 'a box'));
  assert.ok(!occursIn('7', '17 or 70') && !occursIn('Lima', 'Limassol'));
  assert.equal(withOtherAnswer('2 + 3 = 5\n#### 5', '5', '6'), '2 + 3 = 6\n#### 6');
  assert.equal(withOtherAnswer('15 apples', '5', '6'), null);
  assert.equal(new Set(FORMS.map((form) => written(form, '5'))).size, FORMS.length);
});
