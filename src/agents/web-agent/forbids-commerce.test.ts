import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forbidsCommerce } from './forbids-commerce.ts';

test('a card that forbids commercial use is heard in many wordings', () => {
  for (const card of [
    'License: non-commercial.',
    'Noncommercial use only.',
    'The weights may be used for academic research only.',
    'Research-only checkpoint.',
    'It is released solely for research.',
    'Use is restricted to educational settings.',
    'Commercial use is prohibited.',
    'Commercial use is not permitted without a licence.',
    'Not for commercial purposes.',
    'It cannot be used commercially.',
    'The model is under CC BY-NC 4.0.',
    'A reward model.\n\nThe licence does not cover commercial use',
  ])
    assert.equal(forbidsCommerce(card), true, card);
});

test('a card that allows it, or speaks of something else, is not taken to forbid it', () => {
  for (const card of [
    'Free for research and commercial use.',
    'There are no restrictions on commercial use.',
    'It may be used not only for research but in products.',
    'Trained only on academic English and research papers.',
    'The responses are limited to 512 tokens.',
    'We compare with commercial models, which it does not reach.',
    'This research was only possible with help.',
    'Intended for research and products alike.',
    '',
  ])
    assert.equal(forbidsCommerce(card), false, card);
});

test('a long card is read in linear time', () => {
  const card = 'not commercial only for research '.repeat(4000).replaceAll('commercial only', 'x');
  assert.equal(forbidsCommerce(card), false);
  assert.equal(forbidsCommerce(`${card}. No commercial use.`), true, 'what stands behind it is read');
});
