import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceShape } from '../reading/reference-shape.ts';
import { KIND_FAMILIES, type KindFamily } from '../spec/kinds.ts';
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
