import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScoreReading } from '../../spec/adapter-spec.ts';
import { readVerdict } from './read-verdict.ts';

type Form = Extract<ScoreReading, { from: 'verdict' }>['form'];
const read = (text: string, form: Form = 'rating') =>
  readVerdict(text, { from: 'verdict', form, low: 0, high: 10 });

test('ratings as models write them', () => {
  for (const text of [
    'Rating: [[7]]',
    '<think>It may be a 3, or [[4]].</think>\nScore: 7',
    '**Final score:** 7',
    'The response is fine.\n\n<score>7</score>',
    '{"reasoning": "short", "score": 7}',
    '7',
    '7/10',
    'So \\boxed{7}.',
    'Overall rating is 7. It could be longer.',
  ])
    assert.equal(read(text), 7, text);
});

test('which of two is better, as judges write it', () => {
  assert.equal(read('A', 'letter'), 1);
  assert.equal(read('Both are long.\nOutput (b)', 'letter'), 0);
  assert.equal(read('I prefer the second one: [[B]]', 'bracketed-letter'), 0);
  assert.equal(read('[[C]]', 'bracketed-letter'), 0.5);
  const reasoned = '<type>Chat</type>\n<rubric>…</rubric>\n<eval>A is short.</eval>\n<answer>[[B]]</answer>';
  assert.equal(read(reasoned, 'rm-r1'), 0);
  assert.equal(read('<think>[[B]] or <answer>[[B]]</answer>?</think>\n<answer>[[A]]</answer>', 'rm-r1'), 1);
});

test('no verdict, two different ones, one out of bounds and thinking without an end are no number', () => {
  for (const text of [
    '',
    'Good.',
    'Score: 7 … no, score: 3',
    '[[7]] [[8]]',
    '[[11]]',
    '[[-1]]',
    '<think>Score: 7',
    'In 2024 there were 3.',
  ])
    assert.throws(() => read(text), Error, text);
  for (const [text, form] of [
    ['[[A]] [[B]]', 'bracketed-letter'],
    ['The answer is A', 'rm-r1'],
    ['<answer>[[A]]</answer><answer>[[B]]</answer>', 'rm-r1'],
    ['I like both.', 'letter'],
    ['A or B', 'letter'],
  ] as const)
    assert.throws(() => read(text, form), Error, text);
});
