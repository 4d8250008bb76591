import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { whyOnlyTalk } from './empty-talk.ts';

const TOPICS = [
  'how bees make honey',
  'why the tides change',
  'the history of paper',
  'how bridges carry trains',
];
const FRAMES = [
  (topic: string) => `You asked me to explain ${topic}.`,
  (topic: string) => `You want to know ${topic}.`,
  (topic: string) => `I was asked to explain ${topic}.`,
  (topic: string) => `The question is ${topic}.`,
  (topic: string) => `The user wants me to explain ${topic}.`,
  (topic: string) => `This text explains ${topic}.`,
  (topic: string) => `The topic is ${topic}.`,
  (topic: string) => `The user asks about ${topic}.`,
  (topic: string) => `They are interested in ${topic}.`,
  (topic: string) => `Let us talk about ${topic}.`,
];
const CONTENT = [
  'You asked me to explain it, so here it is in short: nectar is dried in the comb.',
  'The question is harder than it looks, because the sun pulls as well.',
  'How do bees manage to turn thin nectar into something that keeps for years?',
  'You want to look at a comb first.',
];

test('a request that is said back adds nothing, whoever is said to ask', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TOPICS), fc.constantFrom(...FRAMES), (topic, frame) => {
      const beside = { prompt: `Explain ${topic}.`, mayEcho: false, words: new Set<string>() };
      assert.notEqual(whyOnlyTalk(frame(topic), beside), null, frame(topic));
      for (const text of CONTENT) assert.equal(whyOnlyTalk(text, beside), null, text);
      assert.equal(whyOnlyTalk(`${frame(topic)} Nectar is dried in the comb.`, beside), null);
    }),
  );
});

test('a question of the request is asked back', () => {
  const beside = { prompt: 'Explain how bees make honey.', mayEcho: false, words: new Set<string>() };
  assert.equal(whyOnlyTalk('How do bees make honey?', beside), 'words of the prompt');
  const fixes = {
    ...beside,
    prompt: 'Read the sentence and suggest one correction. I am going to the the store.',
  };
  assert.equal(whyOnlyTalk('I am going to the store.', fixes), null);
  const asks = { ...beside, prompt: 'Write a quiz question about how bees make honey.' };
  assert.equal(whyOnlyTalk('How do bees make honey?', asks), null);
});
