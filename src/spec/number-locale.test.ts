import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOfLocale, numberLocale } from './number-locale.ts';

test('a language tag says which mark stands in front of decimals; what is none is refused', () => {
  for (const [tag, mark] of [
    ['de', ','],
    ['fr-FR', ','],
    ['es', ','],
    ['en', '.'],
    ['de-CH', '.'],
    ['es-MX', '.'],
    ['ja', '.'],
    ['fa', null],
    ['', null],
    ['xx', null],
    ['not a tag', null],
    ['__proto__', null],
  ] as const)
    assert.deepEqual([markOfLocale(tag), numberLocale.safeParse(tag).success], [mark, mark !== null], tag);
});
