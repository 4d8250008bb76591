import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getOwn, setOwn, table } from './table.ts';

const FOREIGN = Object.getOwnPropertyNames(Object.prototype);

test('a table has what it was given and nothing else', () => {
  const words = table({ one: 1 });
  assert.equal(words.one, 1);
  for (const name of FOREIGN) assert.equal(words[name], undefined, name);
});

test('a record counts keys from outside as its own, whatever they are called', () => {
  const counts: Record<string, number> = {};
  for (const name of FOREIGN) {
    assert.equal(getOwn(counts, name), undefined);
    setOwn(counts, name, 1);
    setOwn(counts, name, (getOwn(counts, name) ?? 0) + 1);
  }
  assert.deepEqual(Object.keys(counts).sort(), FOREIGN.toSorted());
  assert.ok(Object.values(counts).every((count) => count === 2));
  assert.equal(Object.getPrototypeOf(counts), Object.prototype);
});
