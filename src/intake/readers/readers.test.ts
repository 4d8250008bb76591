import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../spec/json.ts';
import { fc } from '../../testing/fc.ts';
import { READERS, readerNamed } from './index.ts';

const value = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<JsonValue>,
  fc.constantFrom<JsonValue>(
    null,
    '',
    ' ',
    0,
    -1,
    1e300,
    [],
    [[]],
    [[], []],
    [null],
    [''],
    [{}],
    [[{}]],
    {},
    { toString: '' },
    [{ toString: '', valueOf: 1 }],
    [[{ toString: '' }]],
    '[]',
    '[[]]',
    '{}',
    '[null]',
    '[{}]',
    '{"inputs": [], "outputs": [[]]}',
    { inputs: [], outputs: null },
    [{ role: 'assistant', content: '' }],
    [{ from: 'gpt', value: 'x' }],
    [{ type: 'function' }],
    [{ function: { name: 'f' } }],
    '<tool_call></tool_call>',
    '\n\nHuman:\n\nAssistant:',
  ),
);

for (const name of READERS) {
  test(`${name}: throws on no values, however many there are`, () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => void readerNamed(name)(...values)),
      { numRuns: 1_000 },
    );
  });
}

test('lists inside of columns may hold an object that has no text', () => {
  const asked = readerNamed('options')('Which?', { text: [{ toString: '' }, 'b'], label: ['A', 'B'] });
  assert.match(JSON.stringify(asked), /B\. b/);
  assert.notEqual(readerNamed('asserts')([], null, [{ toString: '', valueOf: 1 }]), null);
});

test('conversations without a turn are none', () => {
  for (const empty of [[], [[]], [[], []], '[]', '[[]]'])
    for (const name of ['turns', 'before-last', 'before-last-calls'] as const) {
      const read = readerNamed(name)(empty, 'You are kind.');
      assert.ok(read === null || typeof empty === 'string', `${name} of ${JSON.stringify(empty)}`);
    }
});
