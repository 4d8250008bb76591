import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { readPythonValue } from './python-value.ts';

test('values as Python and NumPy print them', () => {
  const cases: [string, unknown][] = [
    ["['a', \"it's\"]", ['a', "it's"]],
    ["['a' 'b'\n 'c']", ['a', 'b', 'c']],
    ['[1 2 3]', [1, 2, 3]],
    [
      "{'text': array(['x', 'y'], dtype=object), 'label': ['A', 'B']}",
      { text: ['x', 'y'], label: ['A', 'B'] },
    ],
    [
      "[{'instruction_id': ['a:b'], 'kwargs': [None, {'N': -3.5}]}]",
      [{ instruction_id: ['a:b'], kwargs: [null, { N: -3.5 }] }],
    ],
    ["('a', True, False, None, nan)", ['a', true, false, null, null]],
    ["['caf\\xe9', 'tab\\tend', 'back\\\\slash', '\\\\frac']", ['café', 'tab\tend', 'back\\slash', '\\frac']],
    ['{1, 2}', [1, 2]],
    ['{}', {}],
  ];
  for (const [text, value] of cases) assert.deepEqual(readPythonValue(text), value, text);
});

test('anything else is no value', () => {
  for (const text of [
    '',
    'a',
    "'a'",
    '[a]',
    '[1',
    "{'a': }",
    "['a'] b",
    'open(1)',
    '[open("x")]',
    "{{'a'}: 1, 2}",
  ])
    assert.equal(readPythonValue(text), null, text);
});

test('JSON is read as JSON.parse reads it; nothing hangs or throws', () => {
  const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(value, (given) => {
      const text = JSON.stringify(given);
      fc.pre(!/\\u|\\b|\\f|__proto__|-0|e/.test(text));
      assert.deepEqual(readPythonValue(text), JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      readPythonValue(`[${text}`);
      readPythonValue(`{${text}`);
    }),
  );
  assert.equal(readPythonValue('['.repeat(1_000_000)), null);
});
