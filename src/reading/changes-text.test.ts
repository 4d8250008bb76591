import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesText } from './changes-text.ts';

for (const prompt of [
  "Reverse the word 'stone'.",
  'Sort the following words alphabetically: kiwi fig',
  'Put maxRetryCount in snake case',
  "Remove all vowels from 'banana'",
  'Write 3 May 2020 in ISO 8601.',
  'Schreibe das Wort Haus rückwärts',
  'Escribe la palabra sol al revés',
])
  test(`changes a text: ${prompt}`, () => assert.equal(changesText(prompt), true));

for (const prompt of [
  'Write a Python function to reverse a string.',
  'Explain what a Caesar cipher is.',
  'Who invented Morse code?',
  'What sort of wood is the hull made of?',
  'What is the capital of Peru?',
  'Why do people sort waste?',
])
  test(`does not: ${prompt}`, () => assert.equal(changesText(prompt), false));
