import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { fc } from '../testing/fc.ts';
import { calledAs } from './called-as.ts';
import { oneLine, table } from './terminal.ts';

test('a table fits the terminal, wraps words, and leaves out empty columns', () => {
  const shown = table(
    ['kind', 'rollouts', 'labels', 'why'],
    [
      [
        'math.final-answer',
        '120',
        '–',
        'the response has no number that could be the answer to the question',
      ],
      ['chat', '7', '–', 'no tool serves it'],
    ],
    50,
  );
  const lines = shown.split('\n');
  assert.ok(
    lines.every((line) => stringWidth(line) <= 50 && line === line.trimEnd()),
    shown,
  );
  assert.ok(!shown.includes('labels'));
  assert.equal(shown.replace(/\s+/g, ' ').includes('no number that could'), true);
  assert.match(lines[0]!, /^kind +rollouts {2}why$/);
});

test('property: no line is wider than it may be, and nothing is lost', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', '世', ' ', '-'), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const shown = table(['one', 'two', 'three'], rows, 60);
      assert.ok(
        shown.split('\n').every((line) => stringWidth(line) <= 60),
        shown,
      );
      const letters = (text: string): number => text.replace(/[^a世b]/g, '').length;
      const kept = rows.flat().join('');
      assert.ok(letters(shown.split('\n').slice(1).join('')) >= letters(kept) - 0);
    }),
    { numRuns: 50 },
  );
});

test('control characters in cells and lines are shown', () => {
  const hostile = '\u001b]52;c;aGk=\u0007\u202eabc';
  for (const shown of [table(['a'], [[hostile]]), oneLine(hostile)]) {
    assert.doesNotMatch(shown.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
    assert.match(shown, /abc/);
  }
});

test('what to type next is how this process was called', () => {
  assert.equal(calledAs({ npm_lifecycle_event: 'quickstart', npm_command: 'run' }), 'npm run rlar --');
  assert.equal(calledAs({ npm_lifecycle_event: 'npx', npm_command: 'exec' }), 'npx rlar');
  assert.equal(calledAs({}), 'rlar');
});
