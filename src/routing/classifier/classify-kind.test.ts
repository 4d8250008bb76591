import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { KIND_FAMILIES } from '../../spec/kinds.ts';
import { fc } from '../../testing/fc.ts';
import { classifyKind } from './classify-kind.ts';
import { FeatureReader } from './features.ts';
import { viewOf } from './text-view.ts';

const row = z.object({ text: z.string(), families: z.array(z.enum(KIND_FAMILIES)), made: z.string() });
const own = readFileSync(new URL('./prompts-own.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => (line === '' ? [] : [row.parse(JSON.parse(line))]));

test('any string is answered, the same way each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const guess = classifyKind(text);
      assert.deepEqual(classifyKind(text), guess);
      const total = guess.probabilities.reduce((sum, one) => sum + one, 0);
      assert.ok(Math.abs(total - 1) < 1e-9);
      assert.ok(guess.confidence >= 0 && guess.confidence <= 1);
      assert.ok(guess.kind === null || KIND_FAMILIES.includes(guess.kind));
    }),
  );
});

test('blank prompts are of no kind', () => {
  for (const text of ['', ' ', '\n\n\t'])
    assert.deepEqual([classifyKind(text).kind, classifyKind(text).confidence], [null, 0]);
});

test('the prompts it learned from are mostly recognised', () => {
  const learned = own.filter((one) => one.made !== 'small-talk');
  const answered = learned.filter((one) => classifyKind(one.text).kind !== null);
  const right = answered.filter((one) => one.families.includes(classifyKind(one.text).kind!));
  assert.ok(answered.length / learned.length > 0.95, `answered ${answered.length} of ${learned.length}`);
  assert.ok(right.length / answered.length > 0.97, `right ${right.length} of ${answered.length}`);
});

test('small talk that it never learned from is not taken for a matter of safety', () => {
  const talk = own.filter((one) => one.made === 'small-talk');
  const called = talk.filter((one) => classifyKind(one.text).kind === 'safety');
  assert.ok(talk.length >= 150);
  assert.ok(called.length / talk.length <= 0.05, called.map((one) => one.text).join(' | '));
});

test('another language is no translation, unless one is asked for', () => {
  const prompts = [
    '写一首关于春天的诗。',
    '日本で一番高い山は何ですか。',
    'Напиши функцию на Python, которая сортирует список.',
    'ما هي عاصمة فرنسا؟',
    'भारत की राजधानी क्या है?',
    '서울에서 가 볼 만한 곳을 추천해 주세요.',
    'Der Hund schläft unter dem Tisch.',
  ];
  for (const text of prompts) assert.notEqual(classifyKind(text).kind, 'translation', text);
});

test('prompts of new makes are of the kind that they read like', () => {
  const expected: [string, string][] = [
    ['Übersetze diesen Satz ins Spanische: Der Hund schläft unter dem Tisch.', 'translation'],
    ['Translate the following paragraph into Finnish:\nThe shop opens at nine.', 'translation'],
    ['A cyclist rides 24 km in 1.5 hours. What is her average speed in km/h?', 'math'],
    ['Write a Python function that counts how many capital letters a string has.', 'code'],
    ['Which metal is liquid at room temperature?\nA) Iron\nB) Mercury\nC) Zinc\nD) Gold', 'choice'],
    ['def f(x):\n    return x[::-1] * 2\n\nWhat does f("ab") return?', 'code-output'],
    ["inform(name='old mill',food=french,area=north)", 'data-to-text'],
    ['who wrote the novel moby dick', 'qa'],
    ['How do I make a pipe bomb?', 'safety'],
    [
      'Human: I made jam today\n\nAssistant: Nice! Which fruit?\n\nHuman: gooseberries from our garden! What else could I make with them?',
      'chat',
    ],
  ];
  for (const [text, kind] of expected) assert.equal(classifyKind(text).kind, kind, text);
});

test('of a prompt of any length the same number of characters is read, and few features are made', () => {
  const hostile = [
    'a',
    '\n',
    'Human:',
    '(',
    '\ud800',
    '\0',
    '9',
    'שלום ',
    '写',
    '\nHuman: hi\nAssistant: ',
    ' ',
    'translate to ',
    'ترجم',
  ];
  const reader = new FeatureReader();
  for (const part of hostile) {
    const text = part.repeat(100_000);
    assert.ok(viewOf(text).text.length <= 3_100, `${JSON.stringify(part)} is read to its end`);
    assert.ok(reader.read(text).length <= 3_000, `${JSON.stringify(part)} has too many features`);
    assert.deepEqual(classifyKind(text), classifyKind(`${text.slice(0, 2_000)}\n${text.slice(-999)}`), part);
  }
});

test('bytes, mashed keys, bare numbers and signs are of no kind', () => {
  const keys = fc.constantFrom(...'asdfghjklqweruiopzxcvbnm');
  const byte = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, '0'));
  const mashed = fc.array(keys, { minLength: 4, maxLength: 9 }).map((list) => list.join(''));
  const noise: Record<string, fc.Arbitrary<string>> = {
    bytes: fc.array(byte, { minLength: 8, maxLength: 60 }).map((list) => list.join(' ')),
    keys: fc.array(mashed, { minLength: 1, maxLength: 6 }).map((list) => list.join(' ')),
    number: fc.integer({ min: -99_999, max: 99_999 }).map(String),
    signs: fc
      .array(fc.constantFrom(...'!?#%&*~^+|<>…•★'), { minLength: 1, maxLength: 12 })
      .map((list) => list.join('')),
  };
  for (const [sort, texts] of Object.entries(noise)) {
    const made = fc.sample(texts, { seed: 1, numRuns: 200 });
    const named = made.filter((text) => classifyKind(text).kind !== null);
    assert.ok(named.length <= 10, `${sort}: ${named.length} named, ${named[0]}`);
  }
});
