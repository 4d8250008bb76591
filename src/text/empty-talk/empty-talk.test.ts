import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { type Beside, whyOnlyTalk } from './empty-talk.ts';

const beside: Beside = {
  prompt: "Explain why the moon has phases. Mention the word 'shadow'.",
  mayEcho: false,
  words: new Set(['shadow']),
};

const EMPTY = [
  'I am sorry, but I cannot help with that.',
  'As an AI, I am a language model.',
  'Tut mir leid.',
  'Lo siento.',
  '抱歉，我无法回答。',
  'Sure, I will write it for you.',
  'Please wait a moment.',
  'Let me begin.',
  'This response meets all requirements.',
  'It contains the required number of words.',
  'All instructions have been followed.',
  'This is sentence three.',
  'Second paragraph.',
  '[insert text here].',
  'TODO.',
  'Your answer goes here.',
  'Lorem ipsum dolor sit amet.',
  'Asdf ghjk zxcv.',
  'Ok.',
  'Explain why the moon has phases.',
  'Shadow!',
  'This text has fewer than 60 words and no commas.',
  'My entire response is in lowercase letters and no capital letters are allowed.',
  'Below you will find the explanation that you asked for.',
  'This is the first paragraph about phases.',
  'Reason two for the moon.',
  'It is about the phases of the moon.',
  'It mentions the shadow.',
  'This is paragraph one about phases.',
  'The the of and in to for with.',
  'Phases moon the why explain has shadow word the mention.',
];
const SAYING = [
  'We see the lit half of the moon from changing sides.',
  'Half of it is always lit.',
  'The Sun lights one half.',
  'Because it circles the Earth.',
  'It takes 29.5 days.',
  'Sorry to say, it is not the shadow of the Earth that does it.',
  'You will see a new moon when it stands before the sun.',
  'Der Mond kreist um die Erde.',
  '月亮绕着地球转。',
  'So x = 2 y.',
  'Its first quarter is a half moon.',
  'The word for it is terminator.',
  'This part of it is dark.',
];
const put = fc.constantFrom(
  (lines: readonly string[]) => lines.join(' '),
  (lines: readonly string[]) => lines.join('\n\n'),
  (lines: readonly string[]) => lines.map((line) => `* ${line}`).join('\n'),
  (lines: readonly string[]) => lines.map((line, index) => `${index + 1}. **${line}**`).join('\n'),
  (lines: readonly string[]) => lines.join('\n***\n'),
  (lines: readonly string[]) => lines.join('\n').toUpperCase(),
);
const some = fc.array(fc.constantFrom(...EMPTY), { minLength: 2, maxLength: 6 });

test('sentences that say nothing say nothing together, in any order and form', () => {
  fc.assert(
    fc.property(some, put, (lines, form) => {
      assert.notEqual(whyOnlyTalk(form(lines), beside), null, form(lines));
    }),
  );
});

test('one sentence that says something is enough, wherever it stands', () => {
  fc.assert(
    fc.property(some, fc.constantFrom(...SAYING), fc.nat(5), put, (lines, saying, at, form) => {
      const text = form([...lines.slice(0, at), saying, ...lines.slice(at)]);
      assert.equal(whyOnlyTalk(text, beside), null, text);
    }),
  );
});

test('a lone yes or no may be the answer', () => {
  for (const text of ['Yes.', 'NO', 'Maybe', 'Oui !', 'はい']) assert.equal(whyOnlyTalk(text, beside), null);
  assert.equal(whyOnlyTalk('Ok.', beside), 'acknowledgement');
});

test('declining may be what is asked for', () => {
  const asks = { ...beside, prompt: 'Politely decline an invitation to a wedding.' };
  assert.equal(whyOnlyTalk('I am sorry, but I cannot come to your wedding.', asks), null);
});

test('long texts of marks and of words are read to their end', () => {
  for (const text of [
    'i cannot '.repeat(20_000),
    'ok '.repeat(20_000),
    '[ '.repeat(50_000),
    '*** '.repeat(20_000),
  ])
    assert.doesNotThrow(() => whyOnlyTalk(text, beside));
});

test('behind an announcement, promises say nothing either', () => {
  const promises = 'I will write about the moon. It will be helpful and kind. I will check it twice.';
  assert.equal(whyOnlyTalk(promises, beside), 'announcement');
  assert.equal(whyOnlyTalk(`${promises} Half of it is always lit.`, beside), null);
  assert.equal(whyOnlyTalk('It will be dark in a week.', beside), null);
});
