import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { type Form, readShape } from '../demands/shape.ts';
import { structureEdits } from './structure-edits.ts';

const FORMS: readonly Form[] = [
  { kind: 'table', separator: ',' },
  { kind: 'table', separator: '|' },
  { kind: 'pairs', mark: ':' },
  { kind: 'pairs', mark: '=' },
  ...(['json', 'list', 'lines', 'text'] as const).map((kind) => ({ kind })),
];

test('property: no edit of any text in any form is the text itself, and all are made without an error', () => {
  const part = fc.constantFrom(
    ...['red', 'Price', '12', '-3.50', '5 March 2024', '2024-02-30', 'a: b', '|', '`x`', '{"a":[1]}', 'a=1'],
    ...[
      'def f(x):',
      '  return x',
      '=>',
      '',
      '- one',
      'a,b',
      'c,2',
      'TOTAL,2',
      '"x,y",1',
      '| a | b |',
      '2 H2 + O2 -> 2 H2O',
    ],
  );
  const gap = fc.constantFrom('\n', ' ', ',', '\t');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), gap, fc.constantFrom(...FORMS), (parts, between, form) => {
      const text = parts.join(between);
      const prompt = 'Write 3 lines about "red" in any order.';
      const shape = readShape(text, form);
      for (const edit of structureEdits({ shape, prompt, sums: [{ at: 1 }], words: ['total of all'] }))
        assert.notEqual(edit.text, shape.text, edit.sort);
    }),
    { numRuns: 300 },
  );
});
