import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { parseStrictJson } from './strict-json.ts';

test('what JSON.stringify writes is read back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      assert.deepEqual(parseStrictJson(JSON.stringify(value, null, 1)), {
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
});

test('keys that stand twice, numbers that no reader holds and depth are faults', () => {
  const faults: [string, string][] = [
    ['{"a":1,"a":2}', 'duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['[{"b":{"a" : 1 , "a" : 1}}]', 'duplicate-key'],
    ['{"__proto__":1,"__proto__":2}', 'duplicate-key'],
    ['{"a":1e400}', 'number-too-large'],
    ['[-1e999]', 'number-too-large'],
    ['['.repeat(201) + ']'.repeat(201), 'too-deep'],
    ['{"a":1', 'syntax'],
    ["{'a':1}", 'syntax'],
    ['', 'syntax'],
    ['NaN', 'syntax'],
  ];
  for (const [text, fault] of faults) assert.deepEqual(parseStrictJson(text), { fault }, text);
});

test('what only looks like a fault is none', () => {
  for (const text of [
    '{"a":"a","b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"1e400 \\"a\\":1"}',
    '{"a":["a","a"]}',
  ])
    assert.deepEqual(parseStrictJson(text), { value: JSON.parse(text) }, text);
  const own = parseStrictJson('{"__proto__":1}');
  assert.ok('value' in own && Object.hasOwn(own.value as object, '__proto__'));
});
