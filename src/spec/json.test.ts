import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { jsonValue } from './json.ts';

const accepts = (value: unknown): boolean => jsonValue.safeParse(value).success;

test('property: every JSON value is taken as it is', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.deepEqual(jsonValue.parse(value), value)));
});

test('what JSON cannot say is refused, wherever it stands', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const strange = [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    Symbol(),
    () => 1,
    new Date(),
    new Map(),
    circle,
  ];
  for (const value of strange)
    for (const place of [value, [1, value], { a: { b: value } }]) assert.equal(accepts(place), false);
});

test('keys that lead to the prototype are left out, and change none', () => {
  const given: unknown = JSON.parse('{"a":[{"__proto__":{"polluted":1},"b":1}],"__proto__":[]}');
  const taken = jsonValue.parse(given);
  assert.deepEqual(taken, { a: [{ b: 1 }] });
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('a thousand levels are taken, a million are refused without an end of the stack', () => {
  const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  assert.equal(accepts(deep(900)), true);
  let endless: unknown = 1;
  for (let level = 0; level < 1_000_000; level += 1) endless = [endless];
  assert.equal(accepts(endless), false);
});
