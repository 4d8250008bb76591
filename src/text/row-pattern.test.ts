import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { literalPattern, rowPattern } from './row-pattern.ts';

test('long patterns are refused before they are compiled', () => {
  assert.throws(() => rowPattern('1+'.repeat(30_000), 'u'), SyntaxError);
  assert.throws(() => rowPattern('(', 'u'), SyntaxError);
  assert.ok(rowPattern('^a+$', 'u').test('aaa'));
});

test('property: a literal matches itself alone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      (text, other) => {
        const pattern = rowPattern(`^(?:${literalPattern(text)})$`, 'u');
        assert.ok(pattern.test(text));
        assert.equal(pattern.test(other), other === text);
      },
    ),
  );
});
