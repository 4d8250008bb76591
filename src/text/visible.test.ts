import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { visible, visibleJson } from './visible.ts';

const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

test('escape sequences and bidirectional marks are shown', () => {
  assert.equal(
    visible('a\u001b[31mb\u009b2J\u202ec\r\nd\te\r'),
    'a\\u{1b}[31mb\\u{9b}2J\\u{202e}c\nd\te\\u{d}',
  );
  assert.equal(visible('Grüße, 世界 👍🏽'), 'Grüße, 世界 👍🏽');
});

test('property: nothing that a terminal obeys is left but line feeds and tabs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(visible(text).replaceAll(/[\n\t]/g, ''), OBEYED);
    }),
  );
});

test('property: JSON keeps its meaning', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const shown = visibleJson(JSON.stringify(value, null, 1));
      assert.deepEqual(JSON.parse(shown), JSON.parse(JSON.stringify(value)));
      assert.doesNotMatch(shown.replaceAll('\n', ''), OBEYED);
    }),
  );
});
