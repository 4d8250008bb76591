import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../../spec/query.ts';
import { demandSchema } from './demand.ts';
import { languageOf } from './language-of.ts';
import { modelRequestFor } from './model-request-for.ts';
import { pairsOf } from './pairs-of.ts';

const { settings } = demandSchema.parse({
  kind: 'chat',
  language: 'en',
  machine: { memoryGb: 8 },
  settings: {},
});
const asked = (prompt: string, references: string[] = []) =>
  query.parse({ messages: [{ role: 'user', content: prompt }], references });
const answer = (text: string, good: boolean | null) => ({ text, good });

test('each labelled response is in one pair at most, and unlabelled ones are in none', () => {
  const pairs = pairsOf([
    { query: asked('Hello?', ['Hi.']), answers: [answer('a', true), answer('b', false), answer('c', true)] },
    { query: asked('And you?'), answers: [answer('d', null), answer('e', false), answer('f', true)] },
    { query: asked('Nobody said.'), answers: [answer('g', true), answer('h', null)] },
    { query: asked(''), answers: [answer('i', true), answer('j', false)] },
  ]);
  assert.deepEqual(pairs, [
    { prompt: 'Hello?', chosen: 'a', rejected: 'b', reference: 'Hi.' },
    { prompt: 'And you?', chosen: 'f', rejected: 'e' },
  ]);
});

const ENGLISH = [
  'How was your weekend, did you go hiking again?',
  'Tell me about the best soup you have ever eaten.',
  'I have had a terrible day at work and want to talk.',
  'What do you think about moving to another city?',
  'Why does my neighbour play the trumpet every night?',
].map((prompt) => asked(prompt));
const GERMAN = asked('Wie war dein Wochenende, bist du wieder in den Bergen gewandert?');

test('the language is that of most prompts, of a translation the one into which it goes', () => {
  assert.equal(languageOf('chat', ENGLISH), 'en');
  assert.equal(languageOf('chat', [GERMAN]), 'de');
  assert.equal(languageOf('chat', [...ENGLISH, GERMAN]), 'en');
  assert.equal(languageOf('chat', [...ENGLISH.slice(1, 2), GERMAN]), 'mul');
  assert.equal(languageOf('chat', []), 'en');
  assert.equal(
    languageOf('chat', ENGLISH.slice(0, 1)),
    'en',
    'a short prompt may look like another language',
  );
  assert.equal(languageOf('translation', [asked('Translate into French: Good morning, my friend.')]), 'fr');
});

test('what the user says wins over what the samples show', () => {
  const samples = [{ query: asked('Wie geht es dir heute, mein Freund?', ['Gut.']), answers: [] }];
  const found = modelRequestFor({ kind: 'chat', settings }, samples);
  assert.deepEqual(found.target, { what: 'reward-model', kind: 'chat', language: 'de', reference: true });
  const said = modelRequestFor(
    { kind: 'chat', settings, language: 'fr', reference: false, pairs: [] },
    samples,
  );
  assert.deepEqual([said.target.language, said.target.reference], ['fr', false]);
  assert.equal(modelRequestFor({ kind: 'chat', settings }).target.reference, false);
});
